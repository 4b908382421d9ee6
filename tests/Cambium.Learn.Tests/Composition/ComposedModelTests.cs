using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class ComposedModelTests
{
    [Fact]
    public void Votes_by_hand()
    {
        // The shares are 3/4 and 1/4 for the one member, and its own two groups for the other: 1 and ½.
        var table = Table.Create(Column.Of("g", [0L, 0, 1, 1]), Column.Of("y", ["a", "a", "a", "b"]));
        EquatableArray<Classifier> members = [new PriorClassifier(), new LogisticRegression { L2 = 1e-9 }];

        var soft = new VotingClassifier { Members = members, Weights = [1, 3] }.Fit(table, "y").PredictProbabilities(table);
        var hard = new VotingClassifier { Members = members, Voting = VotingKind.Hard, Weights = [1, 3] }.Fit(table, "y").PredictProbabilities(table);

        Assert.Equal([15.0 / 16, 1.0 / 16, 9.0 / 16, 7.0 / 16], [.. soft[..2].Select(Rounded), .. soft[4..6].Select(Rounded)]);
        Assert.All(hard, share => Assert.Contains(share, new[] { 0, 0.25, 0.75, 1 }));

        static double Rounded(double value) => Math.Round(value * 16) / 16;
    }

    [Fact]
    public void Settings_that_do_not_fit_each_other_are_refused_in_one_message()
    {
        var table = ConformanceData.Numbers(20, classes: true);

        var error = Assert.Throws<ArgumentException>(() => new VotingClassifier { Weights = [1, -1, 2] }.Fit(table, "y"));

        Assert.Equal("The settings do not fit each other: there are 3 weights for 2 members; weights are finite numbers of at least 0. (Parameter 'weights')", error.Message);
    }

    [Fact]
    public void Predict_Evaluate_and_CompareGroups_go_by_the_threshold()
    {
        var table = LinearTables.Random(600, 3, 2);
        var recipe = new ThresholdClassifier { Metric = ThresholdMetric.Cost, FalseNegativeCost = 20 };

        var model = new Standardize().Then(recipe).Fit(table, "y");

        var last = Assert.IsType<ThresholdClassifierModel>(model.Last);
        Assert.InRange(last.Threshold, 0.001, 0.2);
        var probabilities = model.PredictProbabilities(table);
        var called = model.Predict(table)["prediction"];
        var positives = Enumerable.Range(0, 600).Count(row => called.Format(row) == "class 1");
        Assert.All(Enumerable.Range(0, 600), row => Assert.Equal(model.Classes[probabilities[(2 * row) + 1] >= last.Threshold ? 1 : 0], called.Format(row)));
        var report = model.Evaluate(table);
        Assert.Equal(positives, report.Confusion[1] + report.Confusion[3]);
        Assert.True(report["recall"] > 0.97);
        var groups = model.CompareGroups(table.With(Column.Of("group", Enumerable.Repeat("all", 600).ToArray())), "group");
        Assert.Equal(positives / 600.0, groups.Groups[0].SelectionRate, 1e-12);
        Assert.Equal(report, LearnerCase.SaveAndLoad(model).Evaluate(table));
    }

    [Fact]
    public void A_threshold_by_hand()
    {
        // Positives at 0.9, 0.6 and 0.2, negatives at 0.7 and 0.1: F1 is best where all down to 0.2 are called positive, 6/7; a wrong call at 9 times the price keeps to the first.
        double[] probabilities = [0.9, 0.7, 0.6, 0.2, 0.1];
        bool[] positive = [true, false, true, true, false];

        var (threshold, score) = ThresholdSearch.Best(new ThresholdGoal(), probabilities, positive, []);
        var (dear, cost) = ThresholdSearch.Best(new ThresholdGoal { Metric = ThresholdMetric.Cost, FalsePositiveCost = 9 }, probabilities, positive, []);
        var (half, _) = ThresholdSearch.Best(new ThresholdGoal { Metric = ThresholdMetric.Accuracy }, [0.8, 0.3], [true, false], []);
        var (weighted, _) = ThresholdSearch.Best(new ThresholdGoal { Metric = ThresholdMetric.Accuracy }, probabilities, positive, [1, 5, 1, 1, 5]);

        Assert.Equal(0.15, threshold, 1e-12);
        Assert.Equal(6.0 / 7, score, 1e-12);
        Assert.Equal(0.8, dear, 1e-12);
        Assert.Equal(-2.0 / 5, cost, 1e-12);
        Assert.Equal(0.5, half);
        Assert.Equal(0.8, weighted, 1e-12);
    }

    [Fact]
    public void A_floor_is_kept_or_what_comes_nearest_is_taken()
    {
        double[] probabilities = [0.9, 0.8, 0.7, 0.6];
        bool[] positive = [false, true, true, false];

        var (reached, precision) = ThresholdSearch.Best(new ThresholdGoal { Metric = ThresholdMetric.PrecisionAtRecall, Floor = 1 }, probabilities, positive, []);
        var (nearest, score) = ThresholdSearch.Best(new ThresholdGoal { Metric = ThresholdMetric.RecallAtPrecision, Floor = 0.9 }, probabilities, positive, []);

        Assert.Equal((0.65, 2.0 / 3), (Math.Round(reached, 12), precision));
        Assert.Equal((0.65, (2.0 / 3) - 2), (Math.Round(nearest, 12), score));
    }

    [Fact]
    public void A_threshold_between_three_classes_is_refused()
    {
        var error = Assert.Throws<TableException>(() => new ThresholdClassifier().Fit(LinearTables.Sample("iris.csv"), "species"));

        Assert.Equal(
            "The table cannot be learned from: the target 'species' has 3 classes (setosa, versicolor, virginica); a threshold is between two. Join classes, or use the base by itself.", error.Message);
    }

    [Fact]
    public void A_class_of_one_row_cannot_be_left_out()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3, 4]), Column.Of("y", ["a", "a", "a", "b"]));

        var error = Assert.Throws<TableException>(() => new CalibratedClassifier().Fit(table, "y"));

        Assert.Equal("The table cannot be learned from: only one row's target 'y' is 'b'; rows are left out in turn, so at least two are needed of each class.", error.Message);
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt, 0)]
    [InlineData(CalibrationMethod.Isotonic, 0)]
    [InlineData(CalibrationMethod.Beta, 0)]
    [InlineData(CalibrationMethod.Temperature, 0)]
    [InlineData(CalibrationMethod.Platt, 0.3)]
    [InlineData(CalibrationMethod.Isotonic, 0.3)]
    [InlineData(CalibrationMethod.Beta, 0.3)]
    [InlineData(CalibrationMethod.Temperature, 0.3)]
    public void Calibration_mends_a_classifier_that_is_too_sure(CalibrationMethod method, double share)
    {
        var table = LinearTables.Random(2000, 4, 3);
        var (train, test) = table.Split(0.5, "y");
        var sure = new BoostedTreesClassifier { Trees = 60, LearningRate = 0.8, MinRowsPerLeaf = 5 };

        var plain = sure.Fit(train, "y").Evaluate(test);
        var calibrated = new CalibratedClassifier { Base = sure, Method = method, Share = share }.Fit(train, "y").Evaluate(test);

        Assert.True(calibrated["log_loss"] < 0.8 * plain["log_loss"], $"{calibrated["log_loss"]} after, {plain["log_loss"]} before");
        Assert.True(calibrated["brier"] < plain["brier"]);
    }

    [Fact]
    public void A_bag_of_all_rows_and_columns_drawn_once_is_its_base()
    {
        var table = LinearTables.Random(200, 3);

        var bag = new BaggingRegressor { Base = new LinearRegression(), Replace = false, Models = 3 }.Fit(table, "y");

        var plain = new LinearRegression().Fit(table, "y").PredictValues(table);
        Assert.All(plain.Zip(bag.PredictValues(table)), pair => Oracle.Near(pair.First, pair.Second, 1e-14)); // a mean of three equal numbers
        Assert.True(double.IsNaN(bag.OutOfBagR2));
    }

    [Fact]
    public void A_bag_draws_the_shares_that_it_is_told_to()
    {
        var table = LinearTables.Random(400, 10, 2);

        var bag = new BaggingClassifier { Base = new LogisticRegression(), ColumnShare = 0.3, RowShare = 0.5, Models = 8 }.Fit(table, "y");

        Assert.All(bag.Models, model => Assert.Equal(3, model.Input.Fields.Count));
        Assert.True(bag.Models.Select(model => model.Input).Distinct().Count() > 1);
        Assert.NotEqual(LearnerCase.Bytes(bag.Models[0]), LearnerCase.Bytes(bag.Models[1]));
    }

    [Fact]
    public void Out_of_bag_scores_are_near_those_on_new_rows()
    {
        var table = LinearTables.Random(2000, 4, 2);
        var numbers = LinearTables.Random(2000, 4);

        var bag = new BaggingClassifier { OutOfBag = true, Models = 20 }.Fit(table.Slice(0, 1000), "y");
        var other = new BaggingRegressor { OutOfBag = true, Models = 20 }.Fit(numbers.Slice(0, 1000), "y");

        Assert.Equal(bag.Evaluate(table.Slice(1000, 1000))["accuracy"], bag.OutOfBagAccuracy, 0.04); // three standard errors of two shares of 1,000 rows
        Assert.Equal(other.Evaluate(numbers.Slice(1000, 1000))["r2"], other.OutOfBagR2, 0.05);
    }

    [Fact]
    public void A_draw_of_one_class_is_drawn_again()
    {
        var y = Enumerable.Range(0, 40).Select(row => row < 2 ? "rare" : "common").ToArray();
        var table = Table.Create(Column.Of("x", y.Select((_, row) => (double)row).ToArray()), Column.Of("y", y));

        var bag = new BaggingClassifier { Base = new LogisticRegression(), RowShare = 0.1, Models = 30 }.Fit(table, "y");

        Assert.All(bag.Models, model => Assert.Equal(2, model.Classes.Count));
    }

    [Fact]
    public void Pairs_of_classes_are_fitted_on_their_own_rows()
    {
        var table = LinearTables.Sample("iris.csv");

        var model = new OneVersusOne { Base = new LogisticRegression { L2 = 2 } }.Fit(table, "species");

        Assert.Equal([["setosa", "versicolor"], ["setosa", "virginica"], ["versicolor", "virginica"]], model.Models.Select(pair => pair.Classes.ToArray()));
        var alone = new LogisticRegression { L2 = 2 }.Fit(table.Slice(50, 100), "species");
        Assert.Equal(alone.PredictProbabilities(table), model.Models[2].PredictProbabilities(table));
        Assert.True(model.Evaluate(table)["accuracy"] > 0.95);
        LearnerCase.AssertSound(LearnerCase.SaveAndLoad(model), table);
    }

    [Fact]
    public void A_stack_keeps_clear_of_columns_that_are_named_as_its_own()
    {
        var table = LinearTables.Random(100, 2, 2).With(Column.Of("stacked_1_class 1", Enumerable.Range(0, 100).Select(row => (double)row).ToArray()));

        var model = new StackingClassifier { PassThrough = true, Members = [new LogisticRegression()] }.Fit(table, "y");

        Assert.Equal(["stacked___1_class 1", "x0", "x1", "stacked_1_class 1"], model.Final.Input.Fields.Select(field => field.Name));
        Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(LearnerCase.SaveAndLoad(model), table));
    }
}
