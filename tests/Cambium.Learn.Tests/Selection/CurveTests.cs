using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Learning and validation curves, and the test against shuffled targets.</summary>
public sealed class CurveTests
{
    static readonly Table Classes = ConformanceData.Numbers(150, classes: true);
    static readonly Table Numbers = ConformanceData.Numbers(150, classes: false);

    [Fact]
    public void The_last_point_of_a_learning_curve_is_the_cross_validation_but_for_the_order_of_rows()
    {
        var validation = new CrossValidationOptions { Folds = 3, Seed = 2 };

        var curve = LearningCurve.Run(new LinearRegression(), Numbers, "y", new LearningCurveOptions { Sizes = [1, 0.5, 12], Validation = validation });

        var whole = CrossValidation.Run(new LinearRegression(), Numbers, "y", validation);
        Assert.Equal([12, 50, 100], curve.Points.Select(point => point.Rows));
        Oracle.Near(whole["rmse"], curve.Points[2].Test[0].Mean, 1e-9); // sums in another order
        Assert.True(curve.Points[0].Test[0].Mean > curve.Points[2].Test[0].Mean);
        Assert.True(curve.Points[0].Train[0].Mean < curve.Points[2].Train[0].Mean);
        Assert.Equal(3, curve.Points[0].Test[0].Values.Count);
    }

    [Fact]
    public void A_learning_curve_holds_every_class_as_often_as_all_rows_do_and_smaller_sizes_lie_in_larger()
    {
        // Prior answers with the share of each class: its figures tell what it learned from.
        var curve = LearningCurve.Run(new PriorClassifier(), Classes, "y", new LearningCurveOptions { Sizes = [20, 60] });

        var share = (double)Enumerable.Range(0, 150).Count(row => Classes["y"].Format(row) == "yes") / 150;
        foreach (var point in curve.Points)
        {
            var brier = point.Train.Single(score => score.Name == "brier").Values;
            Assert.All(brier, value => Assert.InRange(Math.Abs(value - (share * (1 - share))), 0, 1.5 / point.Rows)); // within a row of the share
        }
    }

    [Fact]
    public void By_time_a_curve_learns_from_the_latest_rows()
    {
        // What was true long ago is no longer: of few but late rows more is learned.
        var table = Table.Create(
            Column.Of("x", [.. Enumerable.Range(0, 60).Select(row => row % 10 * 1.0)]), Column.Of("y", [.. Enumerable.Range(0, 60).Select(row => row % 10 * (row < 30 ? -1.0 : 1))]));
        var validation = new CrossValidationOptions { Splitter = new TimeSeriesSplit { Folds = 1, TestSize = 10 } };

        var curve = LearningCurve.Run(new LinearRegression(), table, "y", new LearningCurveOptions { Sizes = [10, 50], Validation = validation });

        Assert.Equal(0, curve.Points[0].Test[0].Mean, 1e-9); // roundings of numbers up to 9
        Assert.InRange(curve.Points[1].Test[0].Mean, 1, 20);
    }

    [Fact]
    public void A_validation_curve_judges_each_value_on_the_same_folds()
    {
        var validation = new CrossValidationOptions { Folds = 3, Seed = 1 };

        var curve = ValidationCurve.Run("max_depth", [1, 3, 12], depth => new DecisionTreeClassifier { MaxDepth = depth }, Classes, "y", validation);

        Assert.Equal(["1", "3", "12"], curve.Points.Select(point => point.Value));
        Assert.Equal(CrossValidation.Run(new DecisionTreeClassifier { MaxDepth = 3 }, Classes, "y", validation).Scores, curve.Points[1].Test);
        Assert.Equal(1, curve.Points[2].Train.Single(score => score.Name == "accuracy").Mean);
        Assert.True(curve.Points[0].Train[0].Mean < curve.Points[2].Train[0].Mean);
    }

    [Fact]
    public void A_recipe_that_learns_beats_shuffled_targets_and_one_that_cannot_does_not()
    {
        var random = new RandomStream(4);
        var coin = Classes.With(Column.Of("y", [.. Enumerable.Range(0, 150).Select(_ => random.NextInt(2) == 0 ? "no" : "yes")]));
        var options = new PermutationTestOptions { Permutations = 19, Validation = new CrossValidationOptions { Folds = 3 } };

        var learned = PermutationTest.Run(new LogisticRegression(), Classes, "y", options);
        var loss = PermutationTest.Run(new LinearRegression(), Numbers, "y", options);
        var chance = PermutationTest.Run(new LogisticRegression(), coin, "y", options with { Score = "accuracy" });

        Assert.Equal(("roc_auc", 0.05), (learned.Score, learned.PValue));
        Assert.InRange(learned.Permuted.Average(), 0.42, 0.58);
        Assert.Equal(("rmse", 0.05), (loss.Score, loss.PValue));
        Assert.InRange(chance.PValue, 0.1, 1);
        Assert.Equal((1.0 + chance.Permuted.Count(value => value >= chance.Value)) / 20, chance.PValue);
    }

    [Fact]
    public void Within_groups_that_tell_the_target_nothing_is_left_to_shuffle()
    {
        var table = Classes.With(Column.Of("same", [.. Enumerable.Range(0, 150).Select(row => Classes["y"].Format(row) == "yes" ? 1.0 : 0)]));

        var test = PermutationTest.Run(new LogisticRegression(), table, "y", new PermutationTestOptions
        {
            Permutations = 2,
            Within = "same",
            Validation = new CrossValidationOptions { Splitter = new GroupKFold("a") { Folds = 2 } },
        });

        Assert.Equal([test.Value, test.Value], test.Permuted);
        Assert.Equal(1, test.PValue);
    }

    [Fact]
    public void Curves_are_the_same_at_any_thread_count_and_survive_json()
    {
        foreach (var threads in new[] { 1, 2, 7 })
        {
            var validation = new CrossValidationOptions { Folds = 3, MaxThreads = threads };
            var learning = LearningCurve.Run(new BoostedTreesClassifier { Trees = 4 }, Classes, "y", new LearningCurveOptions { Sizes = [0.5, 1], Validation = validation });
            var setting = ValidationCurve.Run("trees", [2, 4], trees => new BoostedTreesClassifier { Trees = trees }, Classes, "y", validation);
            var test = PermutationTest.Run(new LogisticRegression(), Classes, "y", new PermutationTestOptions { Permutations = 2, Validation = validation });

            Assert.Equal(LearningCurve.Run(new BoostedTreesClassifier { Trees = 4 }, Classes, "y", new LearningCurveOptions { Sizes = [0.5, 1], Validation = new() { Folds = 3 } }), learning);
            Assert.Equal(ValidationCurve.Run("trees", [2, 4], trees => new BoostedTreesClassifier { Trees = trees }, Classes, "y", new() { Folds = 3 }), setting);
            Assert.Equal(learning, LearningCurve.FromJson(learning.ToJson()));
            Assert.Equal(setting, ValidationCurve.FromJson(setting.ToJson()));
            Assert.Equal(test, PermutationTest.FromJson(test.ToJson()));
        }
    }

    [Fact]
    public void Curves_print_the_main_figure()
    {
        FoldScore[] scores = [FoldScore.Of("rmse", [1, 2]), FoldScore.Of("mae", [1, 1])];
        var learning = new LearningCurve([new LearningCurvePoint(12_000, [.. scores], [FoldScore.Of("rmse", [3, 3.5])])]);

        Assert.Equal("rows   rmse train    test    ± sd\n12000      1.5000  3.2500  0.3536\n", learning.ToString());
        Assert.Equal("score     0.8000\nshuffled  0.5000  [0.4000, 0.6000]\np-value   0.3333\n", new PermutationTest("score", 0.8, [0.4, 0.6], 1.0 / 3).ToString());
    }

    [Fact]
    public void What_cannot_be_drawn_says_why()
    {
        var options = new CrossValidationOptions();

        Assert.StartsWith(
            "Sizes must be shares in (0, 1] or whole numbers of rows, at least one.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new LearningCurveOptions { Sizes = [0.5, 1.5] }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningCurveOptions { Sizes = [double.NaN] });
        Assert.StartsWith(
            "No values of 'trees' are given. Give one or more.",
            Assert.Throws<ArgumentException>(() => ValidationCurve.Run("trees", Array.Empty<int>(), _ => new PriorClassifier(), Classes, "y", options)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "A permutation test shuffles the target, but KMeans has none. Give it a classifier or a regressor.",
            Assert.Throws<ArgumentException>(() => PermutationTest.Run(new KMeans(), Classes, "y", new PermutationTestOptions())).Message,
            StringComparison.Ordinal);
        Assert.Equal("The text is null, expected a learning curve.", Assert.Throws<JsonException>(() => LearningCurve.FromJson("null")).Message);
        Assert.Throws<JsonException>(() => PermutationTest.FromJson("{}"));
    }
}
