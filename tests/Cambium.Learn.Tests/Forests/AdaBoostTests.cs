using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>AdaBoost: round for round as scikit-learn's SAMME, and as good as its R2.</summary>
public sealed class AdaBoostTests
{
    [Theory]
    [InlineData("two", 1)]
    [InlineData("three", 2)]
    public void Every_round_is_the_peers(string oracle, int depth)
    {
        var table = oracle == "two" ? ForestTables.Two() : ForestTables.Three();
        var peer = ForestTables.Peers["boosted"]![oracle]!;

        var model = new AdaBoostClassifier { Trees = 20, LearningRate = 0.7, MaxDepth = depth }.Fit(table, "y");

        // Weights are products of up to twenty rounded factors.
        Assert.All(peer["weights"].Numbers().Zip(model.TreeWeights), pair => Oracle.Near(pair.First, pair.Second, 1e-9));
        Assert.All(peer["errors"].Numbers().Zip(model.TreeErrors), pair => Oracle.Near(pair.First, pair.Second, 1e-9));
        Oracle.Near(peer["accuracy"]!.GetValue<double>(), model.Evaluate(table)["accuracy"], 1e-12); // counts of 600 rows
    }

    [Fact]
    public void Probabilities_are_the_softmax_of_the_votes_shares()
    {
        var table = ForestTables.Two();
        var decisions = ForestTables.Peers["boosted"]!["two"]!["decision"]!.AsArray();

        var probabilities = new AdaBoostClassifier { Trees = 20, LearningRate = 0.7 }.Fit(table, "y").PredictProbabilities(table.Slice(0, 10));

        // The peer's decision is the second class's share of the votes less the first's.
        Assert.All(decisions.Select((decision, row) => (decision.Numbers()[0], probabilities[(2 * row) + 1])), pair => Oracle.Near(1 / (1 + Math.Exp(-pair.Item1)), pair.Item2, 1e-9));
    }

    [Fact]
    public void The_first_round_is_that_of_the_formula()
    {
        // The best stump, x <= 1.5, errs in row 3 alone: of ten equal weights ε is 0.1, and α = ln 9.
        var table = Table.Create(Column.Of("x", [0.0, 0, 0, 2, 2, 2, 2, 2, 2, 2]), Column.Of("y", [0L, 0, 0, 0, 1, 1, 1, 1, 1, 1]));

        var model = new AdaBoostClassifier { Trees = 1 }.Fit(table, "y");

        Oracle.Near(0.1, model.TreeErrors[0], 1e-12); // a sum of ten tenths
        Oracle.Near(Math.Log(9), model.TreeWeights[0], 1e-12);
    }

    [Fact]
    public void A_tree_without_error_ends_the_fit()
    {
        // Forty draws miss neither value.
        var x = Enumerable.Range(0, 40).Select(row => row % 2.0).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", x.Select(value => value > 0 ? "a" : "b").ToArray()), Column.Of("z", x.Select(value => 5 * value).ToArray()));

        var numbers = new AdaBoostRegressor().Fit(table.Drop("y"), "z");

        Assert.Equal(1, new AdaBoostClassifier().Fit(table.Drop("z"), "y").TreeCount);
        Assert.Equal(1, numbers.TreeCount);
        Assert.Equal(table.Numbers("z"), numbers.PredictValues(table));
    }

    [Fact]
    public void Numbers_are_predicted_as_well_as_by_the_peer()
    {
        var own = Enumerable.Range(0, 3).Average(seed => ForestTables.HeldOut(
            "diabetes.csv", (train, test) => new AdaBoostRegressor { Seed = seed }.Fit(train, "progression").Evaluate(test, EvaluateOptions.WithoutIntervals)["rmse"]));

        ForestTables.AssertWithinSeeds("ada_boost_diabetes_rmse", own, higherIsBetter: false);
    }

    [Theory]
    [InlineData(AdaBoostLoss.Linear)]
    [InlineData(AdaBoostLoss.Square)]
    [InlineData(AdaBoostLoss.Exponential)]
    public void More_rounds_fit_better_by_any_loss(AdaBoostLoss loss)
    {
        var table = ForestTables.Generated(800);

        var few = new AdaBoostRegressor { Trees = 1, Loss = loss }.Fit(table, "y");
        var many = new AdaBoostRegressor { Trees = 60, Loss = loss }.Fit(table, "y");

        Assert.True(many.MeanSquaredError(table) < 0.9 * few.MeanSquaredError(table));
    }

    [Fact]
    public void The_answer_is_the_median_of_the_trees_weighted_by_their_votes()
    {
        var table = ForestTables.Generated(300);
        var model = new AdaBoostRegressor { Trees = 5 }.Fit(table, "y");
        var writer = new ModelWriter();
        model.Write(writer);
        var starts = (int[])writer.Arrays["tree_answers"];
        var answers = (double[])writer.Arrays["answers"];

        // Every answer is one of some tree's leaves, and moving all of them moves it as much.
        Assert.All(model.PredictValues(table), value => Assert.Contains(value, answers));
        Assert.Equal(model.TreeCount + 1, starts.Length);
        var moved = new AdaBoostRegressor { Trees = 5 }.Fit(table.Map("y", value => value + 64), "y");
        Assert.All(model.PredictValues(table).Zip(moved.PredictValues(table)), pair => Oracle.Near(pair.First + 64, pair.Second, 1e-12)); // the shift costs two digits of sixteen
    }

    [Fact]
    public void Damaged_votes_are_refused()
    {
        var model = new AdaBoostClassifier { Trees = 3 }.Fit(ForestTables.Two(), "y");
        var writer = new ModelWriter();
        model.Write(writer);
        ((double[])writer.Arrays["votes"])[1] = double.NaN;

        var error = Assert.Throws<ModelFormatException>(() =>
            AdaBoostClassifierModel.Read(model.Recipe, new ModelHeader(model.Input, "y", model.Classes), new ModelReader(writer.Json, writer.Arrays)));

        Assert.Equal("weights.safetensors: item 1 of the trees' 'votes' is NaN, expected a finite number above 0. The file is damaged; save the model again.", error.Message);
    }
}
