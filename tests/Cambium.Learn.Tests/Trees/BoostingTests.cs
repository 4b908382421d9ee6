using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class BoostingTests
{
    [Fact]
    public void Fit_on_constant_target_predicts_that_constant()
    {
        var table = TreeTables.Random(200).With(Column.Of("y", Enumerable.Repeat(0.1, 200).ToArray()));

        var model = new BoostedTreesRegressor().Fit(table, "y");

        Assert.All(model.PredictValues(table), answer => Assert.Equal(0.1, answer));
        Assert.Equal(0, model.TreeCount);
    }

    [Fact]
    public void One_row_is_answered_with_its_target()
    {
        var table = TreeTables.Pair([3], [8]);

        Assert.Equal([8, 8], new BoostedTreesRegressor().Fit(table, "y").PredictValues(Table.Create(Column.Of("x", [3.0, double.NaN]))));
    }

    [Fact]
    public void A_class_of_rows_without_weight_gets_next_to_no_probability()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("y", ["a", "a", "b"]), Column.Of("w", [1.0, 1, 0]));

        var probabilities = new BoostedTreesClassifier().Fit(table, "y", new FitOptions { Weight = "w" }).PredictProbabilities(table);

        Assert.All(probabilities.Chunk(2), ofRow => Assert.InRange(ofRow[1], 0, 1e-11));
    }

    [Fact]
    public void A_row_without_weight_is_as_no_row()
    {
        var table = TreeTables.Random(500);
        var weights = Enumerable.Range(0, 500).Select(row => row < 400 ? 1.0 : 0).ToArray();

        var weighted = new BoostedTreesRegressor { Trees = 20 }.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });
        var without = new BoostedTreesRegressor { Trees = 20 }.Fit(table.Slice(0, 400), "y");

        Assert.Equal(without.PredictValues(table), weighted.PredictValues(table));
    }

    [Fact]
    public void Order_is_all_that_counts_of_a_number()
    {
        var random = new RandomStream(3);
        var x = TreeTables.Draw(2000, _ => random.NextGaussian());
        var y = TreeTables.Draw(2000, row => Math.Sin(3 * x[row]) + (0.2 * random.NextGaussian()));
        var plain = TreeTables.Pair(x, y);
        var warped = TreeTables.Pair(Array.ConvertAll(x, value => Math.Exp(3 * value) - 7), y);

        var ofPlain = new BoostedTreesRegressor().Fit(plain, "y").PredictValues(plain);
        var ofWarped = new BoostedTreesRegressor().Fit(warped, "y").PredictValues(warped);

        Assert.Equal(ofPlain, ofWarped);
    }

    [Fact]
    public void Doubled_weights_are_as_doubled_derivatives()
    {
        var table = TreeTables.Random(400).With(Column.Of("w", Enumerable.Repeat(2.0, 400).ToArray()));
        var recipe = new BoostedTreesRegressor { Trees = 20 };

        var weighted = recipe.Fit(table, "y", new FitOptions { Weight = "w" }).PredictValues(table);
        var halfPenalty = (recipe with { L2 = 0.5, CategorySmoothing = 5 }).Fit(table.Drop("w"), "y").PredictValues(table);

        // Penalties of 1 and 10 with doubled sums are ½ and 5 with single ones, to the bit, for 2 is a power of two.
        Assert.Equal(halfPenalty, weighted);
    }

    [Fact]
    public void Of_two_equal_columns_the_first_is_asked()
    {
        var table = TreeTables.Random(500);
        var twice = table.With(table["a"].Rename("a2")).With(table["b"].Rename("b2"));

        var model = new BoostedTreesRegressor { Trees = 20 }.Fit(twice, "y");

        Assert.Equal([0, 0], model.Gains.Skip(model.Gains.Count - 2));
        Assert.Equal(new BoostedTreesRegressor { Trees = 20 }.Fit(table, "y").PredictValues(table), model.PredictValues(twice));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Threads_change_no_bit(int classes)
    {
        // Enough rows for several blocks and chunks of every kernel, and columns for several blocks of features.
        var table = TreeTables.Random(40_000, classes);
        for (var copy = 0; copy < 20; copy++)
        {
            table = table.With(Column.Of($"noise {copy}", Noise(40_000, copy)));
        }

        var models = new[] { 1, 2, 7 }.Select(threads => LearnerCase.Bytes(Fit(table, classes, threads))).ToArray();

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void More_trees_fit_the_training_rows_better()
    {
        var table = TreeTables.Random(2000, classes: 3);
        var told = new Told();

        new BoostedTreesClassifier { Trees = 30 }.Fit(table, "y", new FitOptions { Progress = told });

        Assert.Equal(Enumerable.Range(1, 30), told.All.Select(step => step.Done));
        Assert.All(told.All, step => Assert.Equal(("trees", 30), (step.Stage, step.Total)));
        Assert.All(told.All, step => Assert.True(double.IsNaN(step.ValidationLoss)));
        var losses = told.All.Select(step => step.TrainingLoss).ToArray();
        Assert.Equal(losses.OrderDescending(), losses);
    }

    [Fact]
    public void The_loss_told_is_the_mean_log_loss_of_the_answers()
    {
        var table = TreeTables.Random(500, classes: 3);
        var told = new Told();

        var model = new BoostedTreesClassifier { Trees = 5 }.Fit(table, "y", new FitOptions { Progress = told });

        Oracle.Near(model.Evaluate(table)["log_loss"], told.All[^1].TrainingLoss, 1e-12);
    }

    static Model Fit(Table table, int classes, int threads)
    {
        var options = new FitOptions { MaxThreads = threads };
        return classes == 0
            ? new BoostedTreesRegressor { Trees = 4 }.Fit(table, "y", options)
            : new BoostedTreesClassifier { Trees = 4, ValidationShare = 0.1 }.Fit(table, "y", options);
    }

    static double[] Noise(int rows, long seed)
    {
        var random = new RandomStream(seed);
        return TreeTables.Draw(rows, _ => random.NextDouble());
    }
}
