using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class CompareGroupsTests
{
    static readonly int[] Truth = [1, 1, 0, 0, 0, 1, 0, 0];
    static readonly int[] Predicted = [1, 0, 1, 0, 0, 1, 0, 0];

    [Fact]
    public void Rates_and_differences_are_those_counted_by_hand()
    {
        var comparison = GroupComparison.Of(Column.Of("g", ["p", "p", "p", "p", "p", "q", "q", "q"]), "yes", Truth, Predicted);

        Assert.Equal(
            [new GroupRates("p", 5, 2.0 / 5, 2.0 / 5, 1.0 / 2, 1.0 / 3, 3.0 / 5), new GroupRates("q", 3, 1.0 / 3, 1.0 / 3, 1, 0, 1)],
            comparison.Groups);
        Assert.Equal(0.4 - (1.0 / 3), comparison.SelectionRateDifference);
        Assert.Equal(1.0 / 3 / 0.4, comparison.SelectionRateRatio);
        Assert.Equal(0.5, comparison.TruePositiveRateDifference);
        Assert.Equal(1.0 / 3, comparison.FalsePositiveRateDifference);
        Assert.Equal("yes", comparison.Positive);
    }

    [Fact]
    public void Rows_without_a_group_are_a_group_and_undefined_rates_are_NaN()
    {
        var comparison = GroupComparison.Of(Column.Of("g", ["p", "p", "p", "p", "p", "p", null, null]), "yes", Truth, Predicted);

        Assert.Equal("(missing)", comparison.Groups[1].Group);
        Assert.Equal(double.NaN, comparison.Groups[1].TruePositiveRate);
        Assert.Equal(double.NaN, comparison.TruePositiveRateDifference);
        Assert.Equal(0, comparison.SelectionRateRatio);
    }

    [Fact]
    public void The_comparison_prints_as_a_table() =>
        Assert.Equal(
            """
            g  rows  selected  positive  true positive  false positive  accuracy
            p     5    0.4000    0.4000         0.5000          0.3333    0.6000
            q     3    0.3333    0.3333         1.0000          0.0000    1.0000
            selection rate difference       0.0667
            selection rate ratio            0.8333
            true positive rate difference   0.5000
            false positive rate difference  0.3333

            """.ReplaceLineEndings("\n"),
            GroupComparison.Of(Column.Of("g", ["p", "p", "p", "p", "p", "q", "q", "q"]), "yes", Truth, Predicted).ToString());

    [Fact]
    public void A_model_compares_groups_by_a_column_that_it_does_not_read()
    {
        var train = ConformanceData.Numbers(300, classes: true);
        var model = new LogisticRegression().Fit(train, "y");
        var test = train.With(Column.Of("group", Enumerable.Range(0, 300).Select(row => row % 3 == 0).ToArray()));

        var comparison = model.CompareGroups(test, "group");

        Assert.Equal(["false", "true"], comparison.Groups.Select(group => group.Group));
        Assert.Equal([200, 100], comparison.Groups.Select(group => group.Rows));
        Assert.Equal("yes", comparison.Positive);
    }

    [Fact]
    public void Decimals_make_no_groups_and_three_classes_no_decision()
    {
        var train = ConformanceData.Numbers(100, classes: true);
        var model = new LogisticRegression().Fit(train, "y");
        var three = new PriorClassifier().Fit(Table.Create(Column.Of("y", [0L, 1, 2])), "y");

        var decimals = Assert.Throws<TableException>(() => model.CompareGroups(train, "a"));
        var classes = Assert.Throws<InvalidOperationException>(() => three.CompareGroups(train, "c"));

        Assert.Equal("Column 'a' holds Float64 values, which make no groups; give a column of categories, texts, truths or whole numbers.", decimals.Message);
        Assert.Equal("Groups are compared for models of two classes; this one tells 3 apart.", classes.Message);
    }
}
