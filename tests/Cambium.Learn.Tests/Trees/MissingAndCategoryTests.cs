using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class MissingAndCategoryTests
{
    static readonly BoostedTreesRegressor OneTree = new() { Trees = 1, LearningRate = 1, Leaves = 2, MinRowsPerLeaf = 1, L2 = 0, CategorySmoothing = 0, MinRowsPerLevel = 1 };

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    public void Missing_values_go_where_their_rows_belong(double low, double high)
    {
        double[] x = [0, 1, 2, 3, double.NaN, double.NaN];
        var table = TreeTables.Pair(x, [low, low, high, high, high, high]);

        var answers = OneTree.Fit(table, "y").PredictValues(table);

        TreeTables.AssertNear([low, low, high, high, high, high], answers);
    }

    [Fact]
    public void Missing_values_may_be_split_from_all_others()
    {
        double[] x = [5, 1, 2, 3, double.NaN, double.NaN];
        var table = TreeTables.Pair(x, [7, 7, 7, 7, 1, 1]);

        var model = OneTree.Fit(table, "y");

        TreeTables.AssertNear([7, 7, 7, 7, 1, 1], model.PredictValues(table));
        TreeTables.AssertNear([7, 7], model.PredictValues(Table.Create(Column.Of("x", [double.PositiveInfinity, double.NegativeInfinity]))));
    }

    [Fact]
    public void A_value_missing_only_at_prediction_goes_with_the_larger_part()
    {
        var table = TreeTables.Pair([0, 1, 2, 3, 4, 5, 6, 7], [10, 10, 0, 0, 0, 0, 0, 0]);

        var answer = OneTree.Fit(table, "y").PredictValues(Table.Create(Column.Of("x", [double.NaN])));

        TreeTables.AssertNear([0], answer);
    }

    [Fact]
    public void A_column_of_missing_values_alone_is_of_no_use_and_does_no_harm()
    {
        var table = TreeTables.Random(300);
        var empty = Enumerable.Repeat(double.NaN, 300).ToArray();

        var model = new BoostedTreesRegressor { Trees = 10 }.Fit(table.With(Column.Of("empty", empty)), "y");

        Assert.Equal(new BoostedTreesRegressor { Trees = 10 }.Fit(table, "y").PredictValues(table), model.PredictValues(table.With(Column.Of("empty", empty))));
    }

    [Fact]
    public void One_split_divides_the_levels_in_two_whatever_their_order()
    {
        // Levels a, c and e are high: with one number a level, three splits would be needed.
        string[] levels = ["a", "b", "c", "d", "e", "f"];
        var rows = Enumerable.Range(0, 60).ToArray();
        var table = Table.Create(Column.Of("x", rows.Select(row => levels[row % 6]).ToArray()), Column.Of("y", rows.Select(row => row % 2 == 0 ? 9.0 : 1).ToArray()));

        var answers = OneTree.Fit(table, "y").PredictValues(table);

        TreeTables.AssertNear(table.Numbers("y"), answers);
    }

    [Fact]
    public void Sorted_levels_beat_one_column_a_level()
    {
        var random = new RandomStream(4);
        var effect = TreeTables.Draw(40, _ => random.NextInt(2));
        var level = Enumerable.Range(0, 4000).Select(_ => random.NextInt(40)).ToArray();
        var table = Table.Create(
            Column.Of("x", level.Select(code => $"level {code}").ToArray()), Column.Of("y", level.Select(code => effect[code] + (0.1 * random.NextGaussian())).ToArray()));
        var recipe = new BoostedTreesRegressor { Trees = 5, LearningRate = 1, Leaves = 4 };

        var native = recipe.Fit(table, "y").MeanSquaredError(table);
        var encoded = new OneHot().Then(recipe).Fit(table, "y").MeanSquaredError(table);

        // Noise of 0.1 leaves an error of 0.01; one level at a time, five trees of three splits reach 15 of 40 levels.
        Assert.InRange(native, 0, 0.011);
        Assert.True(encoded > 3 * native, $"one-hot {encoded}, native {native}");
    }

    [Theory]
    [InlineData("level 40", 1)]
    [InlineData(null, 1)]
    public void An_unseen_level_goes_the_way_of_missing_values(string? level, double expected)
    {
        string?[] x = ["a", "a", "a", "b", "b", null];
        var table = Table.Create(Column.Of("x", x), Column.Of("y", [5.0, 5, 5, 1, 1, 1]));

        var answer = OneTree.Fit(table, "y").PredictValues(Table.Create(Column.Of("x", [level, "a"])));

        TreeTables.AssertNear([expected, 5], answer);
    }

    [Fact]
    public void A_level_known_but_without_a_training_row_goes_the_way_of_missing_values()
    {
        var x = new CategoryColumn("x", new[] { 0, 0, 0, 2, 2, -1 }, ["a", "b", "c"]);
        var model = OneTree.Fit(Table.Create(x, Column.Of("y", [5.0, 5, 5, 1, 1, 1])), "y");

        TreeTables.AssertNear([1, 5], model.PredictValues(Table.Create(Column.Of("x", ["b", "a"]))));
    }

    [Fact]
    public void Of_more_levels_than_bins_the_rarest_share_one()
    {
        // 300 levels; "big" ones have 4 rows, the others 1. With 255 bins, 254 have their own.
        var level = Enumerable.Range(0, 300).SelectMany(code => Enumerable.Repeat(code, code < 254 ? 4 : 1)).ToArray();
        var table = Table.Create(Column.Of("x", level.Select(code => $"{code:000}").ToArray()), Column.Of("y", level.Select(code => code < 254 ? 0.0 : code % 2).ToArray()));

        var answers = (OneTree with { Trees = 50, Leaves = 31 }).Fit(table, "y").PredictValues(table);

        Assert.All(answers[..1016], answer => Oracle.Near(0, answer, 1e-6));
        Assert.All(answers[1016..], answer => Oracle.Near(0.5, answer, 1e-6)); // half of the 46 rare levels are 1, and they cannot be told apart
    }
}
