using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class ModelComparisonTests
{
    // Sums of some hundred terms in another order, and distributions exact to 12 digits.
    const double Tolerance = 1e-10;

    static readonly Table Learn = Made(400, 1);

    static readonly Table HeldOut = Made(300, 2);

    [Fact]
    public void DeLongs_test_is_pROCs()
    {
        var cases = Oracle.Read("comparison.json")["delong"]!.AsArray();

        Assert.Equal(3, cases.Count);
        foreach (var oracle in cases)
        {
            var figure = DeLong.Of([.. oracle!["truth"].Numbers().Select(value => (int)value)], oracle["a"].Numbers(), oracle["b"].Numbers())!;

            Oracle.Near((double)oracle["area_a"]!, figure.First, Tolerance);
            Oracle.Near((double)oracle["area_b"]!, figure.Second, Tolerance);
            Oracle.Near((double)oracle["z"]!, figure.Statistic, Tolerance);
            Assert.InRange(figure.PValue / (double)oracle["p"]!, 1 - 1e-9, 1 + 1e-9);
            Near(oracle["interval"].Numbers(), figure.Interval);
        }
    }

    [Fact]
    public void DeLongs_test_of_equal_scores_finds_nothing_and_of_one_positive_row_is_not_defined()
    {
        Assert.Equal(1, DeLong.Of([0, 0, 1, 1], [1, 2, 3, 4], [1, 2, 3, 4])!.PValue);
        Assert.Equal(new Interval(0, 0), DeLong.Of([0, 0, 1, 1], [1, 2, 3, 4], [5, 6, 7, 8])!.Interval);
        Assert.Null(DeLong.Of([0, 0, 1], [1, 2, 3], [1, 2, 3]));
    }

    [Fact]
    public void McNemars_tests_are_Rs()
    {
        foreach (var oracle in Oracle.Read("comparison.json")["mcnemar"]!.AsArray().Select(row => row.Numbers()))
        {
            var (onlyFirst, onlySecond, n) = ((int)oracle[0], (int)oracle[1], (int)oracle[2]);
            int[] first = [.. Enumerable.Range(0, n).Select(row => row < onlySecond ? 0 : 1)];
            int[] second = [.. Enumerable.Range(0, n).Select(row => row >= onlySecond && row < onlySecond + onlyFirst ? 0 : 1)];

            var found = McNemar.Of([.. Enumerable.Repeat(1, n)], first, second);

            Oracle.Near(oracle[3], found[0].PValue, Tolerance);
            Oracle.Near(oracle[4], found[1].Statistic, Tolerance);
            Oracle.Near(oracle[5], found[1].PValue, Tolerance);
            Oracle.Near((onlySecond - onlyFirst) / (double)n, found[0].Difference, Tolerance);
        }
    }

    [Fact]
    public void McNemars_tests_of_equal_calls_find_nothing() => Assert.All(McNemar.Of([0, 1], [0, 0], [0, 0]), figure => Assert.Equal(1, figure.PValue));

    [Fact]
    public void The_corrected_t_is_Rs()
    {
        foreach (var oracle in Oracle.Read("comparison.json")["folds"]!.AsArray())
        {
            var found = CorrectedResampledT.Of(Metric.Named("roc_auc"), oracle!["a"].Numbers(), oracle["b"].Numbers(), 1.0 / ((int)oracle["folds"]! - 1));

            Oracle.Near((double)oracle["t"]!, found.Statistic, Tolerance);
            Oracle.Near((double)oracle["p"]!, found.PValue, Tolerance);
            Near(oracle["interval"].Numbers(), found.Interval);
        }
    }

    [Fact]
    public void Two_models_are_compared_by_every_test_that_fits()
    {
        var (all, less) = Models();

        var comparison = ModelComparison.Of(less, all, HeldOut, new EvaluateOptions { Metrics = [Metric.Named("roc_auc"), Metric.Named("log_loss")] }, ("less", "all"));

        Assert.Equal(
            ["roc_auc paired_bootstrap", "log_loss paired_bootstrap", "roc_auc delong", "accuracy mcnemar_exact", "accuracy mcnemar"],
            comparison.Figures.Select(figure => $"{figure.Metric} {figure.Test}"));
        Assert.Equal(300, comparison.Rows);
        Assert.Equal(less.Evaluate(HeldOut)["roc_auc"], comparison.Figures[0].First);
        Assert.Equal(all.Evaluate(HeldOut)["log_loss"], comparison.Figures[1].Second);
        Assert.InRange(comparison.Figures[0].PValue, 0, 0.01);

        // The bootstrap and DeLong agree on how far the areas are apart, within a tenth of the width and the noise of 1,000 resamples.
        var (boot, delong) = (comparison.Figures[0].Interval!.Value, comparison.Figures[2].Interval!.Value);
        Assert.InRange((boot.High - boot.Low) / (delong.High - delong.Low), 0.85, 1.15);
        Assert.Matches(@"^all has roc_auc 0\.\d{4}, 0\.\d{4} above less's 0\.\d{4} \(difference 0\.\d{4}, 95 % interval 0\.\d{4} to 0\.\d{4}, p = 0\.00\d\): all is better by more than chance\.$", comparison.Sentence);
        Assert.Contains(comparison.Sentence, $"{comparison}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_against_itself_is_the_same()
    {
        var (all, _) = Models();

        var comparison = ModelComparison.Of(all, all, HeldOut, new EvaluateOptions { Intervals = IntervalMethod.Bca, Resamples = 200 });

        Assert.All(comparison.Figures, figure => Assert.Equal((0, 1), (figure.Difference, figure.PValue)));
        Assert.Equal(
            $"second and first have the same roc_auc of {comparison.Figures[0].First:0.0000} (difference 0.0000, 95 % interval 0.0000 to 0.0000, p = 1.000): the difference may well be chance.",
            comparison.Sentence);
    }

    [Fact]
    public void Lower_is_better_where_the_metric_says_so_and_threads_do_not_matter()
    {
        var table = Learn.Drop("c");
        var (good, bad) = (new LinearRegression().Fit(table, "y"), new MeanRegressor().Fit(table, "y"));
        var options = new EvaluateOptions { MaxThreads = 1 };

        var comparison = ModelComparison.Of(good, bad, HeldOut, options, ("line", "mean"));

        Assert.Equal("rmse", comparison.Figures.Single().Metric);
        Assert.EndsWith("line is better by more than chance.", comparison.Sentence, StringComparison.Ordinal);
        Assert.Equal(comparison, ModelComparison.Of(good, bad, HeldOut, options with { MaxThreads = 2 }, ("line", "mean")));
        Assert.Equal(comparison, ModelComparison.Of(good, bad, HeldOut, options with { MaxThreads = 7 }, ("line", "mean")));
    }

    [Fact]
    public void Rows_in_groups_leave_only_the_bootstrap()
    {
        var (all, less) = Models();
        var grouped = HeldOut.With(Column.Of("patient", [.. Enumerable.Range(0, 300).Select(row => (long)(row / 10))]));

        var comparison = ModelComparison.Of(less, all, grouped, new EvaluateOptions { GroupBy = "patient" });

        Assert.Equal("paired_bootstrap", comparison.Figures.Single().Test);
        Assert.NotEqual(ModelComparison.Of(less, all, HeldOut, new EvaluateOptions()).Figures[0].Interval, comparison.Figures[0].Interval);
    }

    [Fact]
    public void Recipes_are_compared_over_the_same_folds()
    {
        var table = Learn.Drop("c");

        var comparison = ModelComparison.OfRecipes(new MeanRegressor(), new LinearRegression(), table, "y", new CrossValidationOptions { Folds = 4 }, 2, ("mean", "line"));
        var alone = CrossValidation.Run(new LinearRegression(), table, "y", new CrossValidationOptions { Folds = 4 });
        var again = CrossValidation.Run(new LinearRegression(), table, "y", new CrossValidationOptions { Folds = 4, Seed = 1 });

        var figure = comparison.Figures.Single();
        Assert.Equal(("rmse", "corrected_resampled_t"), (figure.Metric, figure.Test));
        Oracle.Near((alone["rmse"] + again["rmse"]) / 2, figure.Second, 1e-14);
        Assert.InRange(figure.PValue, 0, 0.001);
        Assert.EndsWith("p < 0.001): line is better by more than chance.", comparison.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        var (all, _) = Models();
        var numbers = new MeanRegressor().Fit(Learn.Drop("c"), "y");
        var other = new MeanRegressor().Fit(Learn.Drop("c"), "x1");
        var more = new PriorClassifier().Fit(Table.Create(Column.Of("x1", [1.0, 2, 3]), Column.Of("c", ["a", "b", "z"])), "c");
        var clusters = new KMeans { Clusters = 2 }.Fit(Learn.Select("x1"));
        var options = new EvaluateOptions();

        Refused("The first model is one of the classifiers, the second one of the regressors; expected two that answer the same question. (Parameter 'second')", () => ModelComparison.Of(all, numbers, HeldOut, options));
        Refused("The first model predicts 'y', the second 'x1'; expected the same target. (Parameter 'second')", () => ModelComparison.Of(numbers, other, HeldOut, options));
        Refused("The first model tells the classes a, b apart, the second a, b, z; expected the same classes. (Parameter 'second')", () => ModelComparison.Of(all, more, HeldOut, options));
        Refused("KMeans has no target, so that it cannot be compared; expected a classifier or a regressor.", () => ModelComparison.Of(clusters, clusters, HeldOut, options));
        Refused("Intervals is None; a comparison is made of intervals: ask for Percentile or Bca. (Parameter 'options')", () => ModelComparison.Of(all, all, HeldOut, options with { Intervals = IntervalMethod.None }));
        Refused(
            "The first recipe is one of the regressors, the second one of the classifiers; expected two that answer the same question. (Parameter 'second')",
            () => ModelComparison.OfRecipes(new MeanRegressor(), new PriorClassifier(), Learn, "y", new CrossValidationOptions()));
    }

    static void Refused(string message, Func<object> call) => Assert.Equal(message, Assert.Throws<ArgumentException>(call).Message);

    static void Near(double[] expected, Interval? found)
    {
        Oracle.Near(expected[0], found!.Value.Low, Tolerance);
        Oracle.Near(expected[1], found.Value.High, Tolerance);
    }

    static (ClassifierModel All, ClassifierModel Less) Models() =>
        (new LogisticRegression().Fit(Learn.Drop("y"), "c"), new LogisticRegression().Fit(Learn.Drop("y").Drop("x2"), "c"));

    static Table Made(int rows, long seed)
    {
        var random = new RandomStream(seed);
        var x1 = Numbers();
        var x2 = Numbers();
        var y = x1.Zip(x2, (a, b) => a + b + random.NextGaussian()).ToArray();
        return Table.Create(Column.Of("x1", x1), Column.Of("x2", x2), Column.Of("y", y), Column.Of("c", y.Select(value => value > 0 ? "b" : "a").ToArray()));

        double[] Numbers() => [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
    }
}
