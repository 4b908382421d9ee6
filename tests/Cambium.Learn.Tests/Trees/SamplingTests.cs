using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Samples of rows and columns, the order of growth, and the caps on a tree.</summary>
public sealed class SamplingTests
{
    static readonly BoostedTreesRegressor Sampled = new() { Trees = 6, RowSample = 0.4, ColumnSample = 0.75, NodeColumnSample = 0.7 };

    [Fact]
    public void Threads_change_no_bit_of_a_sampled_fit()
    {
        var table = TreeTables.Random(40_000);

        var models = new[] { 1, 2, 7 }.Select(threads => LearnerCase.Bytes(Sampled.Fit(table, "y", new FitOptions { MaxThreads = threads }))).ToArray();

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
        Assert.NotEqual(models[0], LearnerCase.Bytes((Sampled with { Seed = 1 }).Fit(table, "y")));
    }

    [Theory]
    [InlineData(TreeGrowth.LeafWise)]
    [InlineData(TreeGrowth.DepthWise)]
    public void Threads_change_no_bit_where_large_leaves_are_split_together_and_small_ones_apart(TreeGrowth growth)
    {
        var random = new RandomStream(8);
        var columns = Enumerable.Range(0, 30).Select(_ => TreeTables.Draw(30_000, _ => random.NextGaussian())).ToArray();
        var y = TreeTables.Draw(30_000, row => (columns[0][row] * columns[1][row]) + Math.Abs(columns[2][row]) + random.NextGaussian());
        var table = Table.Create([.. columns.Select((values, place) => Column.Of($"x{place}", values)), Column.Of("y", y)]);
        var recipe = new BoostedTreesRegressor { Trees = 4, Leaves = 40, Growth = growth };

        var models = new[] { 1, 2, 7 }.Select(threads => LearnerCase.Bytes(recipe.Fit(table, "y", new FitOptions { MaxThreads = threads }))).ToArray();

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Theory]
    [InlineData(BoostedTreesLoss.Squared)]
    [InlineData(BoostedTreesLoss.Absolute)]
    public void Rows_that_a_tree_was_not_grown_on_get_its_values_too(BoostedTreesLoss loss)
    {
        var table = TreeTables.Random(3000);
        var told = new Told();

        var model = (Sampled with { Loss = loss }).Fit(table, "y", new FitOptions { Progress = told });

        var errors = model.PredictValues(table).Zip(table.Numbers("y"), (f, y) => loss == BoostedTreesLoss.Absolute ? Math.Abs(f - y) : (f - y) * (f - y) / 2);
        Oracle.Near(errors.Average(), told.All[^1].TrainingLoss, 1e-12);
    }

    [Fact]
    public void A_tree_is_grown_on_about_the_share_of_rows()
    {
        // With one split of rows that differ in nothing else, the share shows in the leaf: G and H of 40 % of the rows beside a large λ.
        var table = TreeTables.Pair(TreeTables.Draw(10_000, row => row % 2), TreeTables.Draw(10_000, row => row % 2 == 0 ? -1 : 1));
        var recipe = new BoostedTreesRegressor { Trees = 1, LearningRate = 1, RowSample = 0.4, L2 = 2000 };

        var answer = recipe.Fit(table, "y").PredictValues(table)[1];

        Oracle.Near(2000 / (2000.0 + 2000), answer, 0.02); // four standard deviations of 5,000 draws are 7 % of 2,000 rows, which moves this by 0.017
    }

    [Fact]
    public void A_tree_asks_only_for_the_columns_drawn_for_it()
    {
        var table = TreeTables.Random(2000);
        var recipe = new BoostedTreesRegressor { Trees = 1, ColumnSample = 0.25 };

        var used = Enumerable.Range(0, 12).Select(seed => (recipe with { Seed = seed }).Fit(table, "y").Gains.ToList()).ToArray();

        Assert.All(used, gains => Assert.Single(gains, gain => gain > 0));
        Assert.True(used.Select(gains => gains.FindIndex(gain => gain > 0)).Distinct().Count() > 1);
    }

    [Fact]
    public void Nodes_draw_columns_of_their_own()
    {
        var table = TreeTables.Random(2000);

        var gains = new BoostedTreesRegressor { Trees = 1, NodeColumnSample = 0.25 }.Fit(table, "y").Gains;

        Assert.True(gains.Count(gain => gain > 0) > 1);
    }

    [Fact]
    public void Sampled_fits_are_nearly_as_good_as_full_ones()
    {
        var (train, test) = (TreeTables.Random(3000, seed: 1), TreeTables.Random(3000, seed: 2));
        var full = new BoostedTreesRegressor();

        var sampled = (full with { RowSample = 0.5, ColumnSample = 0.75 }).Fit(train, "y").MeanSquaredError(test);

        Assert.InRange(sampled / full.Fit(train, "y").MeanSquaredError(test), 0.8, 1.05);
    }

    [Fact]
    public void With_room_for_every_leaf_the_order_of_growth_changes_nothing()
    {
        var table = TreeTables.Random(3000, classes: 2);
        var recipe = new BoostedTreesClassifier { Trees = 10, MaxDepth = 4, Leaves = 16 };

        var depthWise = (recipe with { Growth = TreeGrowth.DepthWise }).Fit(table, "y");

        Assert.Equal(recipe.Fit(table, "y").PredictProbabilities(table), depthWise.PredictProbabilities(table));
    }

    [Fact]
    public void Depth_by_depth_the_shallow_leaves_come_first()
    {
        // The upper half is worth splitting again and again; depth by depth, the lower half has its turn before.
        double[] x = [0, 1, 2, 3, 4, 5, 6, 7];
        var table = TreeTables.Pair(x, [0, 0, 10, 10, 1000, 1100, 1200, 1300]);
        var recipe = new BoostedTreesRegressor { Trees = 1, LearningRate = 1, L2 = 0, MinRowsPerLeaf = 1, Leaves = 4 };

        var leafWise = recipe.Fit(table, "y").PredictValues(table);
        var depthWise = (recipe with { Growth = TreeGrowth.DepthWise }).Fit(table, "y").PredictValues(table);

        Assert.Equal(leafWise[0], leafWise[3], 1e-9);
        Assert.NotEqual(depthWise[0], depthWise[3], 1e-9);
    }
}
