using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class GroupErrorsTests
{
    const double Rounding = 1e-12;

    [Fact]
    public void Means_losses_and_differences_are_those_computed_by_hand()
    {
        var keys = new GroupKeys("g", ["A", "B"], [0, 0, 0, 1, 1]);

        var comparison = GroupErrorAudit.Of(keys, new JudgedNumbers([1, 2, 3, 4, 8], [2, 2, 5, 4, 6]), new FairnessOptions { Resamples = 200 });

        var first = comparison.Groups[0];
        Assert.Equal(("A", 3, 2.0, 3.0, 1.0, 1.0), (first.Group, first.Rows, first.MeanTruth, first.MeanPrediction, first.MeanError, first.MeanAbsoluteError));
        Assert.Equal(5.0 / 3, first.MeanSquaredError, Rounding);
        Assert.Equal(2, comparison["mean_prediction_difference"].Value, Rounding);
        Assert.Equal(2, comparison["mean_error_difference"].Value, Rounding);
        Assert.Equal(2, comparison["bounded_group_loss"].Value, Rounding);
        Assert.Equal("B", comparison["bounded_group_loss"].Highest);
        Assert.Equal(1.0 / 3, comparison["loss_difference"].Value, Rounding);
        Assert.Equal(["g = A has 3 rows, fewer than 30: its errors are uncertain.", "g = B has 2 rows, fewer than 30: its errors are uncertain."], comparison.Warnings);
    }

    [Fact]
    public void A_model_compares_its_errors_in_words_and_the_same_at_any_number_of_threads()
    {
        var train = ConformanceData.Numbers(300, classes: false);
        var model = new LinearRegression().Fit(train, "y");
        var test = ConformanceData.Numbers(200, classes: false, seed: 9).With(Column.Of("half", Enumerable.Range(0, 200).Select(row => row < 120 ? "first" : "last").ToArray()));
        GroupErrorComparison At(int threads) => model.CompareGroups(test, new FairnessOptions { Columns = ["half"], Resamples = 200, MaxThreads = threads });

        var one = At(1);

        Assert.Equal(one, At(2));
        Assert.Equal(one, At(7));
        Assert.Equal(one, JsonSerializer.Deserialize<GroupErrorComparison>(JsonSerializer.Serialize(one, ModelJson.Options), ModelJson.Options));
        Assert.Equal(3, one.Findings.Count);
        Assert.Contains(one.Findings, finding => finding.Sentence.StartsWith("The answers less the truth are on average ", StringComparison.Ordinal) && finding.Sentence.EndsWith("; sampling noise alone could make that.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_positive_class_of_numbers_is_refused()
    {
        var train = ConformanceData.Numbers(50, classes: false);
        var model = new MeanRegressor().Fit(train, "y");

        var error = Assert.Throws<ArgumentException>(() => model.CompareGroups(train, new FairnessOptions { Columns = ["c"], Positive = "yes" }));

        Assert.Equal("The positive class 'yes' is named, but the model answers with numbers. Leave it out. (Parameter 'options')", error.Message);
    }
}
