using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Answers keep the direction that they are told to, and columns of different groups never meet.</summary>
public sealed class ConstraintTests
{
    static readonly double[] Grid = [.. Enumerable.Range(-12, 25).Select(step => step / 4.0), double.NegativeInfinity, double.PositiveInfinity];

    public static TheoryData<BoostedTreesLoss, long> Losses
    {
        get
        {
            var data = new TheoryData<BoostedTreesLoss, long>();
            foreach (var loss in Enum.GetValues<BoostedTreesLoss>())
            {
                data.Add(loss, 1);
                data.Add(loss, 2);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Answers_rise_and_fall_as_told(BoostedTreesLoss loss, long seed)
    {
        var table = Waves(1500, seed);
        var free = new BoostedTreesRegressor { Loss = loss, Trees = 30, MinRowsPerLeaf = 5, HuberDelta = 0.3, QuantileLevel = 0.8 };
        var bound = free with { Increasing = ["a"], Decreasing = ["c"] };

        var model = bound.Fit(table, "y");

        Assert.True(Falls(free.Fit(table, "y"), table, "a", 1) > 0.1, "the data does not ask for the constraint");
        Assert.Equal(0, Falls(model, table, "a", 1));
        Assert.Equal(0, Falls(model, table, "c", -1));
        Assert.True(model.Gains[0] > 0 && model.Gains[2] > 0, "the columns are not used");
    }

    [Fact]
    public void Constraints_hold_with_penalties_samples_and_depth_by_depth()
    {
        var table = Waves(1500, seed: 3);
        var recipe = new BoostedTreesRegressor
        {
            Trees = 30, Growth = TreeGrowth.DepthWise, MinRowsPerLeaf = 5, L1 = 0.5, RowSample = 0.6, ColumnSample = 0.7, NodeColumnSample = 0.8, Decreasing = ["a"], Increasing = ["c"],
        };

        var model = recipe.Fit(table, "y");

        Assert.Equal(0, Falls(model, table, "a", -1));
        Assert.Equal(0, Falls(model, table, "c", 1));
    }

    [Fact]
    public void The_second_class_gets_more_likely_as_told()
    {
        var table = Waves(1500, seed: 4);
        table = table.With(Column.Of("y", table.Numbers("y").Select(value => value > 0 ? "yes" : "no").ToArray()));

        var model = new BoostedTreesClassifier { Trees = 30, MinRowsPerLeaf = 5, Increasing = ["a"] }.Fit(table, "y");

        Assert.Equal(0, Falls(rows => [.. model.PredictProbabilities(rows).Where((_, i) => i % 2 == 1)], table, "a", 1));
    }

    [Fact]
    public void A_constant_is_best_where_the_data_goes_the_other_way()
    {
        var table = TreeTables.Pair([0, 0, 1, 1], [10, 10, 0, 0]);
        var recipe = new BoostedTreesRegressor { Trees = 1, LearningRate = 1, MinRowsPerLeaf = 1, L2 = 0 };

        Assert.Equal(0, (recipe with { Increasing = ["x"] }).Fit(table, "y").TreeCount);
        TreeTables.AssertNear([10, 10, 0, 0], (recipe with { Decreasing = ["x"] }).Fit(table, "y").PredictValues(table));
    }

    [Fact]
    public void Columns_of_different_groups_add_up()
    {
        var table = Waves(1500, seed: 5);
        var free = new BoostedTreesRegressor { Trees = 30, MinRowsPerLeaf = 5 };

        var grouped = (free with { InteractionGroups = [["a", "b"]] }).Fit(table, "y"); // "c" and "level" form the other group

        Assert.True(Interaction(free.Fit(table, "y"), table, "a", "c") > 0.01, "the data does not ask for an interaction");
        Oracle.Near(0, Interaction(grouped, table, "a", "c"), 1e-12); // sums in another order
        Oracle.Near(0, Interaction(grouped, table, "b", "c"), 1e-12);
        Assert.True(Interaction(grouped, table, "a", "b") > 0.01, "columns of a group do not meet");
    }

    [Fact]
    public void A_column_of_two_groups_meets_the_columns_of_both()
    {
        var table = Waves(1500, seed: 6);

        var model = new BoostedTreesRegressor { Trees = 150, MinRowsPerLeaf = 5, InteractionGroups = [["a", "b"], ["a", "c"], ["level"]] }.Fit(table, "y");

        Oracle.Near(0, Interaction(model, table, "b", "c"), 1e-12); // sums in another order
        Assert.InRange(Interaction(model, table, "a", "c"), 0.01, 10);
        Assert.InRange(Interaction(model, table, "a", "b"), 0.01, 10);
    }

    [Fact]
    public void All_that_does_not_fit_the_table_is_told_in_one_message()
    {
        var recipe = new BoostedTreesRegressor { Increasing = ["a", "level", "bb"], Decreasing = ["a"], InteractionGroups = [["c", "nothing"]] };

        var error = Assert.Throws<ArgumentException>(() => recipe.Fit(Waves(100, 1), "y"));

        Assert.Equal(
            "The settings do not fit the table: Increasing names 'level', a category, whose levels have no order; " +
            "Increasing names 'bb', which is no column to learn from (Did you mean 'b'?); column 'a' is in both Increasing and Decreasing; " +
            "InteractionGroups names 'nothing', which is no column to learn from.",
            error.Message);
    }

    [Fact]
    public void Directions_for_three_classes_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new BoostedTreesClassifier { Increasing = ["a"] }.Fit(TreeTables.Random(100, classes: 3), "y"));

        Assert.Equal("Increasing and Decreasing are for two classes; the target 'y' has 3.", error.Message);
    }

    [Fact]
    public void Constraints_are_set_by_text_and_read_back()
    {
        var texts = new Dictionary<string, string> { ["increasing"] = "a, b", ["decreasing"] = "c", ["interaction-groups"] = "a, b; c", ["growth"] = "depth-wise" };

        var recipe = RecipeCatalog.Create("boosted-trees-regressor", texts);

        Assert.Equal(new BoostedTreesRegressor { Increasing = ["a", "b"], Decreasing = ["c"], InteractionGroups = [["a", "b"], ["c"]], Growth = TreeGrowth.DepthWise }, recipe);
        Assert.Equal(recipe, RecipeCatalog.Create("boosted-trees-regressor", RecipeCatalog.Describe(recipe)));
        Assert.Equal(recipe, RecipeCatalog.FromJson(RecipeCatalog.ToJson(recipe)));
    }

    /// <summary>A target that waves in "a" and "c" and has interactions of every pair of numbers.</summary>
    static Table Waves(int rows, long seed)
    {
        var random = new RandomStream(seed);
        double[] Draw() => TreeTables.Draw(rows, _ => random.NextInt(15) == 0 ? double.NaN : (6 * random.NextDouble()) - 3);
        var (a, b, c) = (Draw(), Draw(), Draw());
        var level = Enumerable.Range(0, rows).Select(_ => random.NextInt(6)).ToArray();
        static double Or0(double value) => double.IsNaN(value) ? 0 : value;
        var y = TreeTables.Draw(rows, row => Math.Max(-2, Math.Sin(2 * Or0(a[row])) + (0.4 * Or0(a[row]) * Math.Sign(Or0(b[row]))) + Math.Cos(2 * Or0(c[row]))
            + (Or0(a[row]) > 1 && Or0(c[row]) > 0 ? 1 : 0) + (Or0(b[row]) * Or0(c[row]) * 0.1) + (level[row] % 2) + (0.2 * random.NextGaussian())) + 2);
        return Table.Create(
            Column.Of("a", a), Column.Of("b", b), Column.Of("c", c), Column.Of("level", level.Select(code => $"level {code}").ToArray()), Column.Of("y", y));
    }

    static double Falls(RegressorModel model, Table table, string column, int direction) => Falls(model.PredictValues, table, column, direction);

    /// <summary>The largest step of answers against the direction while one column of a row rises.</summary>
    static double Falls(Func<Table, double[]> predict, Table table, string column, int direction)
    {
        var values = Grid.Order().ToArray();
        var largest = 0.0;
        for (var row = 0; row < 60; row++)
        {
            var line = table.Take([.. Enumerable.Repeat(row, values.Length)]).With(Column.Of(column, values));
            var answers = predict(line);
            largest = Math.Max(largest, answers.Zip(answers.Skip(1), (before, after) => direction * (before - after)).Max());
        }

        return Math.Max(largest, 0);
    }

    /// <summary>The largest f(p, q) − f(p′, q) − f(p, q′) + f(p′, q′) over pairs of rows.</summary>
    static double Interaction(RegressorModel model, Table table, string p, string q)
    {
        var others = Enumerable.Range(0, 200).Select(row => (row + 77) % 200).ToArray();
        var first = table.Slice(0, 200);
        var second = first.Take(others);
        var answers = new[] { first, first.With(second[p]), first.With(second[q]), first.With(second[p]).With(second[q]) }.Select(model.PredictValues).ToArray();
        return Enumerable.Range(0, 200).Max(row => Math.Abs(answers[0][row] - answers[1][row] - answers[2][row] + answers[3][row]));
    }
}
