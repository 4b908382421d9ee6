using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Trees small enough to work out by hand.</summary>
public sealed class OneSplitTests
{
    static readonly BoostedTreesRegressor OneTree = new() { Trees = 1, LearningRate = 1, Leaves = 2, MinRowsPerLeaf = 1 };

    static readonly double[] Steps = [0, 1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public void A_leaf_answers_the_mean_minus_G_over_H_plus_lambda()
    {
        var table = TreeTables.Pair(Steps, [0, 0, 0, 0, 10, 10, 10, 10]);

        var model = OneTree.Fit(table, "y");

        // The mean is 5. On the left G = 4 · 5 = 20 and H = 4, so 5 − 20 / (4 + 1) = 1; on the right 5 + 20 / 5 = 9.
        TreeTables.AssertNear([1, 1, 1, 1, 9, 9, 9, 9], model.PredictValues(table));
        Assert.Equal(1, model.TreeCount);
    }

    [Fact]
    public void The_gain_is_what_the_split_takes_off_the_loss()
    {
        var table = TreeTables.Pair(Steps, [0, 0, 0, 0, 10, 10, 10, 10]);

        var model = OneTree.Fit(table, "y");

        // ½ (20² / 5 + 20² / 5 − 0² / 9) = 80, from whole-number derivatives of 13 bits.
        Assert.Equal(80, Assert.Single(model.Gains), 0.1);
    }

    [Fact]
    public void The_threshold_lies_half_way_and_belongs_to_the_left()
    {
        var model = OneTree.Fit(TreeTables.Pair(Steps, [0, 0, 0, 0, 10, 10, 10, 10]), "y");

        var answers = model.PredictValues(Table.Create(Column.Of("x", [3.5, Math.BitIncrement(3.5), -1e300, double.PositiveInfinity])));

        TreeTables.AssertNear([1, 9, 1, 9], answers);
    }

    [Fact]
    public void A_border_through_bins_without_rows_is_drawn_half_way()
    {
        // The first split is by g; below it, x has rows at 0 and at 7 only.
        var g = new[] { 0.0, 0, 1, 1, 1, 1, 1, 1, 0, 0 };
        var x = new[] { 0.0, 0, 1, 2, 3, 4, 5, 6, 7, 7 };
        var y = new[] { 0.0, 0, 90, 90, 90, 90, 90, 90, 20, 20 };

        var model = (OneTree with { Leaves = 3, L2 = 0 }).Fit(Table.Create(Column.Of("g", g), Column.Of("x", x), Column.Of("y", y)), "y");

        var answers = model.PredictValues(Table.Create(Column.Of("g", new double[2]), Column.Of("x", [3.4, 3.6])));
        Assert.Equal(model.PredictValues(Table.Create(Column.Of("g", new double[2]), Column.Of("x", [0.0, 7]))), answers);
        Assert.True(answers[0] < answers[1]);
    }

    [Fact]
    public void The_learning_rate_shortens_the_step()
    {
        var table = TreeTables.Pair(Steps, [0, 0, 0, 0, 10, 10, 10, 10]);

        var answers = (OneTree with { LearningRate = 0.25 }).Fit(table, "y").PredictValues(table);

        TreeTables.AssertNear([4, 4, 4, 4, 6, 6, 6, 6], answers);
    }

    [Fact]
    public void Weights_count_in_gradient_and_hessian()
    {
        var table = TreeTables.Pair([0, 1, 2, 3], [0, 0, 8, 8]).With(Column.Of("w", [3.0, 3, 1, 1]));

        var answers = OneTree.Fit(table, "y", new FitOptions { Weight = "w" }).PredictValues(table);

        // The mean is 2; on the left 2 − 12 / (6 + 1), on the right 2 + 12 / (2 + 1).
        TreeTables.AssertNear([2 - (12.0 / 7), 2 - (12.0 / 7), 6, 6], answers);
    }

    [Fact]
    public void Two_classes_step_along_the_log_odds()
    {
        var table = Table.Create(Column.Of("x", Steps), Column.Of("y", Steps.Select(x => x > 3).ToArray()));
        var recipe = new BoostedTreesClassifier { Trees = 1, LearningRate = 1, Leaves = 2, MinRowsPerLeaf = 1 };

        var probabilities = recipe.Fit(table, "y").PredictProbabilities(table);

        // At odds of 1, g = ±½ and h = ¼: on either side G = ±2 and H = 1, so the log odds are ±2 / (1 + 1).
        Oracle.Near(1 / (1 + Math.E), probabilities[1], 1e-15);
        Oracle.Near(1 / (1 + (1 / Math.E)), probabilities[^1], 1e-15);
    }

    [Fact]
    public void A_split_needs_the_rows_on_both_sides()
    {
        var table = TreeTables.Pair(Steps, [100, 0, 0, 0, 0, 0, 0, 1]);

        var answers = (OneTree with { MinRowsPerLeaf = 3, L2 = 0 }).Fit(table, "y").PredictValues(table);

        // Splitting off the first row alone is best, the first three the best that is allowed.
        Assert.All(answers[..3], answer => Oracle.Near(100 / 3.0, answer, 1e-14));
        Assert.All(answers[3..], answer => Oracle.Near(0.2, answer, 1e-13));
    }

    [Fact]
    public void A_split_needs_the_hessian_on_both_sides()
    {
        var table = TreeTables.Pair(Steps, [100, 0, 0, 0, 0, 0, 0, 1]);

        var answers = (OneTree with { MinHessianPerLeaf = 2.5, L2 = 0 }).Fit(table, "y").PredictValues(table);

        Assert.Equal(3, answers.Count(answer => answer > 30));
    }

    [Fact]
    public void A_split_that_gains_too_little_is_not_made()
    {
        var table = TreeTables.Pair(Steps, [0, 0, 0, 0, 10, 10, 10, 10]);

        Assert.Equal(1, (OneTree with { MinGain = 79 }).Fit(table, "y").TreeCount);
        Assert.Equal(0, (OneTree with { MinGain = 81 }).Fit(table, "y").TreeCount);
    }

    [Fact]
    public void Depth_limits_the_questions_on_a_path()
    {
        var table = TreeTables.Pair(Steps, [1, 2, 4, 8, 16, 32, 64, 128]);

        var answers = (OneTree with { MaxDepth = 2, Leaves = 8 }).Fit(table, "y").PredictValues(table);

        Assert.InRange(answers.Distinct().Count(), 3, 4);
    }
}
