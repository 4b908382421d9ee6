using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class TargetEncodeTests
{
    static readonly TargetEncode MEstimate = new() { Smoothing = TargetSmoothing.MEstimate, M = 2 };

    [Fact]
    public void Means_of_levels_by_hand()
    {
        var train = Table.Create(Column.Of("c", ["a", "a", "b", null]), Column.Of("y", [1.0, 3, 8, 0]));

        var step = MEstimate.Fit(train, "y");
        var changed = step.Apply(Table.Create(Column.Of("c", ["a", "b", "z", null])));

        // The mean is 3; a: (4 + 2 · 3) / 4, b: (8 + 6) / 3, missing: (0 + 6) / 3.
        LevelRows.Near([2.5, 14.0 / 3, 3, 2], changed.Column<double>("c").Values, 1e-15);
    }

    [Theory]
    [InlineData("target_m", "number", TargetSmoothing.MEstimate)]
    [InlineData("target_bayes", "number", TargetSmoothing.EmpiricalBayes)]
    [InlineData("target_two_bayes", "two", TargetSmoothing.EmpiricalBayes)]
    public void Means_of_levels_are_those_of_the_formulas(string name, string target, TargetSmoothing smoothing)
    {
        var step = new TargetEncode { Smoothing = smoothing }.Fit(target == "two" ? LevelRows.WithTwo : LevelRows.WithNumber, "y");

        LevelRows.Near(Oracle.Read("encoding.json")[name].Numbers(), step.Apply(LevelRows.OfEach).Column<double>("level").Values);
    }

    [Fact]
    public void Each_of_three_classes_has_a_column()
    {
        var step = (TargetEncodeModel)(MEstimate with { M = 4 }).Fit(LevelRows.WithThree, "y");
        var changed = step.Apply(LevelRows.OfEach);

        Assert.Equal(["level_class 0", "level_class 1", "level_class 2"], step.Names);
        for (var place = 0; place < 3; place++)
        {
            LevelRows.Near(Oracle.Read("encoding.json")["target_three_m"]![place].Numbers(), changed.Column<double>($"level_class {place}").Values);
        }
    }

    [Fact]
    public void A_training_rows_number_comes_from_the_other_folds()
    {
        var train = LevelRows.WithNumber;
        var levels = (CategoryColumn)train["level"];
        var y = train.Column<double>("y").Values.ToArray();
        var folds = CrossFitting.Folds(train.RowCount, [], 5, seed: 3);

        var seen = (MEstimate with { Seed = 3 }).FitTransform(train, "y").Column<double>("level").Values.ToArray();

        for (var row = 0; row < seen.Length; row++)
        {
            var others = Enumerable.Range(0, y.Length).Where(other => folds[other] != folds[row]).ToArray();
            var own = others.Where(other => levels.Codes[other] == levels.Codes[row]).Select(other => y[other]).ToArray();
            Oracle.Near((own.Sum() + (2 * others.Average(other => y[other]))) / (own.Length + 2), seen[row], 1e-12);
        }
    }

    [Fact]
    public void Levels_of_one_row_each_tell_the_learner_nothing_of_their_row()
    {
        var rows = 200;
        var y = Enumerable.Range(0, rows).Select(row => (double)(row * 37 % 101)).ToArray();
        var train = Table.Create(Column.Of("id", Enumerable.Range(0, rows).Select(row => $"row {row}").ToArray()), Column.Of("y", y));

        var seen = MEstimate.FitTransform(train, "y").Column<double>("id").Values.ToArray();

        // Only the mean of the other folds is left: five numbers.
        Assert.Equal(5, seen.Select(value => Math.Round(value, 9)).Distinct().Count());
    }

    [Fact]
    public void Folds_are_equal_in_rows_and_classes_and_follow_the_seed()
    {
        var classes = Enumerable.Range(0, 103).Select(row => row % 7 == 0 ? 1 : 0).ToArray();

        var folds = CrossFitting.Folds(103, classes, 5, seed: 1);

        Assert.All(Enumerable.Range(0, 5), fold => Assert.InRange(folds.Count(of => of == fold), 20, 21));
        Assert.All(Enumerable.Range(0, 5), fold => Assert.InRange(Enumerable.Range(0, 103).Count(row => folds[row] == fold && classes[row] == 1), 2, 4));
        Assert.Equal(folds, CrossFitting.Folds(103, classes, 5, seed: 1));
        Assert.NotEqual(folds, CrossFitting.Folds(103, classes, 5, seed: 2));
    }

    [Fact]
    public void A_whole_weight_is_as_a_repeated_row()
    {
        long[] weights = [.. Enumerable.Range(0, LevelRows.Count).Select(row => row * 13L % 4)];
        var weighted = LevelRows.WithNumber.With(Column.Of("w", weights));
        var repeated = ConformanceData.Repeated(LevelRows.WithNumber, weights);
        foreach (var smoothing in Enum.GetValues<TargetSmoothing>())
        {
            var recipe = MEstimate with { Smoothing = smoothing };

            var expected = recipe.Fit(repeated, "y").Apply(LevelRows.OfEach).Column<double>("level").Values.ToArray();
            LevelRows.Near(expected, recipe.Fit(weighted, "y", new FitOptions { Weight = "w" }).Apply(LevelRows.OfEach).Column<double>("level").Values, 1e-12);
        }
    }

    [Fact]
    public void Rows_in_another_order_make_the_same_step()
    {
        var order = Enumerable.Range(0, LevelRows.Count).OrderBy(row => row * 7919 % 101).ToArray();
        var expected = new TargetEncode().Fit(LevelRows.WithNumber, "y").Apply(LevelRows.OfEach).Column<double>("level").Values.ToArray();

        // The same sums in another order.
        LevelRows.Near(expected, new TargetEncode().Fit(LevelRows.WithNumber.Take(order), "y").Apply(LevelRows.OfEach).Column<double>("level").Values, 1e-13);
    }

    [Fact]
    public void Whole_numbers_are_classes_where_asked()
    {
        var train = LevelRows.Features.With(Column.Of("y", Enumerable.Range(0, LevelRows.Count).Select(row => row % 3L).ToArray()));

        Assert.Equal(["level_0", "level_1", "level_2"], ((TargetEncodeModel)new TargetEncode { Target = TargetReading.Classes }.Fit(train, "y")).Names);
        Assert.Equal(["level"], ((TargetEncodeModel)new TargetEncode().Fit(train, "y")).Names);
    }

    [Fact]
    public void Targets_that_cannot_be_averaged_are_refused()
    {
        static string Refusal(Column y, TargetReading reading = TargetReading.Automatic) =>
            Assert.Throws<TableException>(() => new TargetEncode { Target = reading }.Fit(Table.Create(Column.Of("c", ["a", "b", "a"]), y), "y")).Message;

        Assert.Equal(
            "The table cannot be learned from: the target 'y' is missing in 1 of 3 rows; drop those rows.", Refusal(Column.Of("y", [1, 2, double.NaN])));
        Assert.Equal("The table cannot be learned from: the target 'y' is infinite in row 2.", Refusal(Column.Of("y", [1, double.PositiveInfinity, 2])));
        Assert.Equal("The table cannot be learned from: the target 'y' has 1 class, expected at least two.", Refusal(Column.Of("y", ["q", "q", "q"])));
        Assert.Equal(
            "The table cannot be learned from: the target 'y' holds Category values, expected numbers or truths.", Refusal(Column.Of("y", ["q", "r", "q"]), TargetReading.Numbers));
    }

    [Fact]
    public void A_pipeline_hands_on_cross_fitted_rows_and_applies_all_of_them()
    {
        var model = (RegressorPipelineModel)MEstimate.Then(new LinearRegression()).Fit(LevelRows.WithNumber, "y");
        var seen = MEstimate.FitTransform(LevelRows.WithNumber, "y");

        var line = (LinearRegressionModel)new LinearRegression().Fit(seen, "y");

        Assert.Equal(line.Coefficients, ((LinearRegressionModel)model.Last).Coefficients);
    }

    [Fact]
    public void Damaged_values_are_refused()
    {
        var step = MEstimate.Fit(LevelRows.WithNumber, "y");

        Assert.Equal(
            "weights.safetensors: item 2 of 'values' is not finite. The file is damaged; save the model again.",
            SavedStep.Refusal(step, editArrays: arrays => arrays["values"].SetValue(double.NaN, 2)));
        Assert.Equal(
            "model.json: 'classes' must be empty, or at least three distinct texts. The file is damaged or was edited; save the model again.",
            SavedStep.Refusal(step, json => json["classes"] = new System.Text.Json.Nodes.JsonArray("a", "a", "b")));
    }
}
