using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Random forests and extra trees: as good as scikit-learn's, and what they say of themselves.</summary>
public sealed class ForestTests
{
    const int Seeds = 2;

    [Theory]
    [InlineData("mortgages_auc", "mortgages.csv", "deny", "roc_auc", true)]
    [InlineData("wine_log_loss", "wine.csv", "cultivar", "log_loss", false)]
    public void Classes_are_told_as_well_as_by_the_peer(string oracle, string file, string target, string score, bool higherIsBetter)
    {
        var forest = Mean(seed => new RandomForestClassifier { Seed = seed }, file, target, score);
        var extra = Mean(seed => new ExtraTreesClassifier { Seed = seed }, file, target, score);

        ForestTables.AssertWithinSeeds($"random_forest_{oracle}", forest, higherIsBetter);
        ForestTables.AssertWithinSeeds($"extra_trees_{oracle}", extra, higherIsBetter);
    }

    [Fact]
    public void Numbers_are_predicted_as_well_as_by_the_peer()
    {
        var forest = Mean(seed => new RandomForestRegressor { Seed = seed }, "diabetes.csv", "progression", "rmse");
        var extra = Mean(seed => new ExtraTreesRegressor { Seed = seed }, "diabetes.csv", "progression", "rmse");

        ForestTables.AssertWithinSeeds("random_forest_diabetes_rmse", forest, higherIsBetter: false);
        ForestTables.AssertWithinSeeds("extra_trees_diabetes_rmse", extra, higherIsBetter: false);
    }

    [Fact]
    public void Scores_out_of_the_bag_are_within_the_peers_seeds()
    {
        var (mortgages, diabetes) = (LinearTables.Sample("mortgages.csv"), LinearTables.Sample("diabetes.csv"));

        var classes = Enumerable.Range(0, 4).Average(seed => new RandomForestClassifier { OutOfBag = true, Seed = seed }.Fit(mortgages, "deny").OutOfBagScore);
        var numbers = Enumerable.Range(0, 4).Average(seed => new RandomForestRegressor { OutOfBag = true, Seed = seed }.Fit(diabetes, "progression").OutOfBagScore);

        ForestTables.AssertWithin("mortgages", ForestTables.Peers["out_of_bag"]!["mortgages"].Numbers(), classes, higherIsBetter: true);
        ForestTables.AssertWithin("diabetes", ForestTables.Peers["out_of_bag"]!["diabetes"].Numbers(), numbers, higherIsBetter: true);
    }

    [Fact]
    public void Importances_are_near_the_peers()
    {
        var model = new RandomForestRegressor { Trees = 300 }.Fit(LinearTables.Sample("diabetes.csv"), "progression");

        // Two forests of 300 trees differ by about a hundredth in the largest of ten shares.
        Assert.All(ForestTables.Peers["random_forest_diabetes_importances"].Numbers().Zip(model.Importances), pair => Assert.InRange(pair.Second - pair.First, -0.03, 0.03));
        Oracle.Near(1, model.Importances.Sum(), 1e-12); // a sum of ten roundings
    }

    [Fact]
    public void One_tree_of_all_rows_and_columns_is_the_decision_tree()
    {
        var table = TreeTables.Random(3000, classes: 3);

        var forest = new RandomForestClassifier { Trees = 1, Bootstrap = false, FeaturesPerSplit = 100 }.Fit(table, "y");

        Assert.Equal(new DecisionTreeClassifier().Fit(table, "y").PredictProbabilities(table), forest.PredictProbabilities(table));
    }

    [Fact]
    public void A_row_out_of_the_bag_is_told_by_the_trees_that_did_not_see_it()
    {
        var table = ForestTables.Generated(400);

        var model = new RandomForestRegressor { Trees = 1, OutOfBag = true }.Fit(table, "y");

        var told = model.OutOfBagValues.ToArray();
        var answers = model.PredictValues(table);
        var outside = Enumerable.Range(0, 400).Where(row => !double.IsNaN(told[row])).ToArray();
        Assert.InRange(outside.Length, 400 * 0.30, 400 * 0.44); // 1/e of the rows, give or take three deviations
        Assert.All(outside, row => Assert.Equal(answers[row], told[row]));
        var inside = Enumerable.Range(0, 400).Except(outside).Where(row => answers[row] == table.Numbers("y")[row]).Count();
        Assert.True(inside > 0.95 * (400 - outside.Length), "a fully grown tree answers the rows that it saw");
        Assert.Equal(1 - (outside.Sum(row => Square(told[row] - table.Numbers("y")[row])) / outside.Sum(row => Square(table.Numbers("y")[row] - outside.Average(other => table.Numbers("y")[other])))), model.OutOfBagScore, 1e-9);
    }

    [Fact]
    public void Rows_out_of_the_bag_need_bags()
    {
        var error = Assert.Throws<ArgumentException>(() => new ExtraTreesClassifier { OutOfBag = true }.Fit(ForestTables.Two(), "y"));

        Assert.StartsWith("OutOfBag is set, but without Bootstrap every tree sees all rows; set Bootstrap, or leave OutOfBag.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forest_that_was_not_asked_says_nothing_of_rows_out_of_the_bag()
    {
        var model = new RandomForestClassifier { Trees = 3 }.Fit(ForestTables.Two(), "y");

        Assert.True(double.IsNaN(model.OutOfBagScore));
        Assert.True(model.OutOfBagProbabilities.IsEmpty);
    }

    [Fact]
    public void A_row_without_weight_is_in_no_bag()
    {
        var table = ForestTables.Generated(300);
        var wrong = table.Map("y", value => value).With(Column.Of("w", Enumerable.Range(0, 300).Select(row => row % 3 == 0 ? 0.0 : 1).ToArray()));
        wrong = wrong.With(Column.Of("y", table.Numbers("y").Select((value, row) => row % 3 == 0 ? 1e6 : value).ToArray()));

        var model = new RandomForestRegressor { Trees = 20 }.Fit(wrong, "y", new FitOptions { Weight = "w" });

        Assert.True(model.PredictValues(table).Max() < 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_fit_can_be_cancelled_half_way(int threads)
    {
        using var source = new CancellationTokenSource();
        var progress = new Cancelling(source);

        Assert.ThrowsAny<OperationCanceledException>(() => new RandomForestClassifier { Trees = 5000 }.Fit(
            ForestTables.Two(), "y", new FitOptions { Progress = progress, CancellationToken = source.Token, MaxThreads = threads }));
    }

    [Fact]
    public void Drawn_borders_lie_between_values_and_learn_missing_values_and_categories()
    {
        var table = TreeTables.Random(2000);

        var model = new ExtraTreesRegressor { Trees = 30, MinRowsPerLeaf = 3 }.Fit(table.Slice(0, 1500), "y");

        var test = table.Slice(1500, 500);
        Assert.True(model.Evaluate(test)["r2"] > 0.6);
        LearnerCase.AssertSound(model, test);
    }

    static double Mean(Func<int, Recipe> recipe, string file, string target, string score) =>
        Enumerable.Range(0, Seeds).Average(seed => ForestTables.HeldOut(file, (train, test) => recipe(seed).Fit(train, target).Evaluate(test, EvaluateOptions.WithoutIntervals)[score]));

    static double Square(double value) => value * value;

    sealed class Cancelling(CancellationTokenSource source) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => source.Cancel();
    }
}
