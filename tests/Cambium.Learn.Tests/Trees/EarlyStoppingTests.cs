using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class EarlyStoppingTests
{
    static readonly Table Train = TreeTables.Random(300, seed: 1);
    static readonly Table Validation = TreeTables.Random(300, seed: 2);
    static readonly BoostedTreesRegressor Recipe = new() { Trees = 500, LearningRate = 0.3, EarlyStoppingRounds = 10 };

    [Fact]
    public void Early_stopping_keeps_the_trees_up_to_the_best_round()
    {
        var told = new Told();

        var model = Recipe.Fit(Train, "y", new FitOptions { Validation = Validation, Progress = told });

        var losses = told.All.Select(step => step.ValidationLoss).ToArray();
        var best = Array.IndexOf(losses, losses.Min()) + 1;
        Assert.Equal(best, model.BestIteration);
        Assert.Equal(best, model.TreeCount);
        Assert.Equal(best + 10, losses.Length);
        Assert.True(model.StoppedEarly);
        Assert.Equal(losses.Min(), model.MeanSquaredError(Validation) / 2, 1e-12);
    }

    [Fact]
    public void The_trees_kept_are_those_of_a_fit_of_so_many_rounds()
    {
        var stopped = Recipe.Fit(Train, "y", new FitOptions { Validation = Validation });

        var plain = (Recipe with { Trees = stopped.BestIteration, EarlyStoppingRounds = 0 }).Fit(Train, "y");

        Assert.Equal(plain.PredictValues(Validation), stopped.PredictValues(Validation));
        Assert.False(plain.StoppedEarly);
    }

    [Fact]
    public void Validation_rows_are_watched_without_stopping()
    {
        var told = new Told();

        var model = (Recipe with { Trees = 40, EarlyStoppingRounds = 0 }).Fit(Train, "y", new FitOptions { Validation = Validation, Progress = told });

        Assert.Equal(40, model.TreeCount);
        Assert.All(told.All, step => Assert.True(double.IsFinite(step.ValidationLoss)));
    }

    [Fact]
    public void A_share_of_the_rows_is_set_aside_by_the_seed()
    {
        var recipe = new BoostedTreesClassifier { Trees = 200, EarlyStoppingRounds = 5, ValidationShare = 0.25, Seed = 3 };
        var table = TreeTables.Random(600, classes: 3);

        var model = recipe.Fit(table, "y");

        Assert.True(model.StoppedEarly);
        Assert.Equal(3 * model.BestIteration, model.TreeCount);
        Assert.Equal(model.PredictProbabilities(table), recipe.Fit(table, "y").PredictProbabilities(table));
        Assert.NotEqual(model.PredictProbabilities(table), (recipe with { Seed = 4 }).Fit(table, "y").PredictProbabilities(table));
    }

    [Fact]
    public void The_share_is_taken_of_each_class_and_leaves_one_row_of_it()
    {
        int[] codes = [.. Enumerable.Repeat(0, 100), .. Enumerable.Repeat(1, 10), 2];

        var (train, heldOut) = BoostingRows.Divide(new BoostedTreesClassifier { ValidationShare = 0.3 }.Settings(), codes.Length, [], codes, default);

        Assert.Equal([30, 3], heldOut.Of(codes).GroupBy(code => code).Select(group => group.Count()));
        Assert.Equal([70, 7, 1], train.Of(codes).GroupBy(code => code).Select(group => group.Count()));
    }

    [Fact]
    public void Early_stopping_without_rows_to_watch_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Recipe.Fit(Train, "y"));

        Assert.Equal(
            "EarlyStoppingRounds is 10, but there are no validation rows to watch; set ValidationShare above 0, or give FitOptions.Validation. (Parameter 'EarlyStoppingRounds')",
            error.Message);
        Assert.Throws<ArgumentException>(() => new BoostedTreesClassifier { EarlyStoppingRounds = 1 }.Fit(Train, "y"));
    }
}
