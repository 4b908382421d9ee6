using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class BootstrapTests
{
    [Fact]
    public void BCa_and_percentiles_of_the_same_resamples_are_scipys()
    {
        foreach (var oracle in Oracle.Read("bca.json")["cases"]!.AsArray())
        {
            var resampled = oracle!["resampled"].Numbers();

            Assert.Equal(3, Oracle.Read("bca.json")["cases"]!.AsArray().Count);
            Near(oracle["bca"].Numbers(), Bootstrap.Bca(resampled, (double)oracle["figure"]!, oracle["left"].Numbers()));
            Near(oracle["percentile"].Numbers(), Bootstrap.Percentile(resampled));
        }
    }

    [Fact]
    public void BCa_of_a_root_mean_square_is_near_scipys()
    {
        var oracle = Oracle.Read("bca.json")["cases"]![1]!;
        var errors = oracle["data"].Numbers();

        var report = RegressionJudge.Report(new double[errors.Length], errors, new EvaluateOptions { Intervals = IntervalMethod.Bca, Resamples = 5000 });

        // Other random numbers, and Poisson in place of drawing n rows: the ends differ by a tenth of the width at most.
        var (expected, found) = (oracle["bca"].Numbers(), report.Scores[0].Interval!.Value);
        Assert.InRange(found.Low, expected[0] - (0.1 * (expected[1] - expected[0])), expected[0] + (0.1 * (expected[1] - expected[0])));
        Assert.InRange(found.High, expected[1] - (0.1 * (expected[1] - expected[0])), expected[1] + (0.1 * (expected[1] - expected[0])));
    }

    [Fact]
    public void BCa_without_spread_or_outside_of_the_resamples_is_the_percentiles()
    {
        Assert.Equal(new Interval(2, 2), Bootstrap.Bca([2, 2, 2], 2, [2, 2]));
        Assert.Equal(Bootstrap.Percentile([1, 2, 3]), Bootstrap.Bca([1, 2, 3], 9, [1, 2]));
        Assert.Null(Bootstrap.Bca([double.NaN, double.NaN, double.NaN, 1], 1, [1, 1]));
        Assert.Null(Bootstrap.Percentile([double.NaN]));
    }

    [Theory]
    [InlineData(IntervalMethod.Percentile)]
    [InlineData(IntervalMethod.Bca)]
    public void Every_figure_has_an_interval_that_does_not_depend_on_threads(IntervalMethod method)
    {
        var (truth, probabilities) = Scored(300);
        EquatableArray<Metric> metrics = [Metric.Named("matthews"), Metric.OfClasses("called", (_, called) => called.ToArray().Average())];
        var options = new EvaluateOptions { Intervals = method, Metrics = metrics, Resamples = 200 };

        var report = ClassificationJudge.Report(truth, probabilities, ["no", "yes"], options with { MaxThreads = 1 });

        Assert.Equal(["matthews", "called"], report.Scores.Skip(9).Select(score => score.Name));
        Assert.All(report.Scores, score => Assert.InRange(score.Value, score.Interval!.Value.Low, score.Interval.Value.High));
        Assert.Equal(report, ClassificationJudge.Report(truth, probabilities, ["no", "yes"], options with { MaxThreads = 2 }));
        Assert.Equal(report, ClassificationJudge.Report(truth, probabilities, ["no", "yes"], options with { MaxThreads = 7 }));
        Assert.NotEqual(report, ClassificationJudge.Report(truth, probabilities, ["no", "yes"], options with { Seed = 1 }));
    }

    [Fact]
    public void The_fast_figures_are_those_of_the_metrics_on_the_same_resamples()
    {
        var (truth, probabilities) = Scored(60);
        var own = ClassificationJudge.Report(truth, probabilities, ["no", "yes"], new EvaluateOptions { Resamples = 200 });
        EquatableArray<Metric> renamed = [.. own.Scores.Select(score => Renamed(Metric.Named(score.Name)))];

        var report = ClassificationJudge.Report(truth, probabilities, ["no", "yes"], new EvaluateOptions { Resamples = 200, Metrics = renamed });

        Assert.Equal(9, own.Scores.Count);
        for (var i = 0; i < 9; i++)
        {
            Oracle.Near(report.Scores[i].Value, report.Scores[i + 9].Value, 1e-13);
            Oracle.Near(report.Scores[i].Interval!.Value.Low, report.Scores[i + 9].Interval!.Value.Low, 1e-13);
            Oracle.Near(report.Scores[i].Interval!.Value.High, report.Scores[i + 9].Interval!.Value.High, 1e-13);
        }

        static Metric Renamed(Metric metric) => new(metric.Name + "_again", metric.HigherIsBetter, metric.Answerers, metric.Judge);
    }

    [Fact]
    public void The_fast_figures_of_numbers_are_those_of_the_metrics()
    {
        var random = new RandomStream(4);
        double[] truth = [.. Enumerable.Range(0, 80).Select(_ => 1000 + random.NextGaussian())];
        double[] predicted = [.. truth.Select(value => value + (0.5 * random.NextGaussian()))];
        EquatableArray<Metric> renamed = [
            Metric.Of("a", (y, p) => RegressionMetrics.RootMeanSquaredError(y, p)), Metric.Of("b", (y, p) => RegressionMetrics.MeanAbsoluteError(y, p)), Metric.Of("c", (y, p) => RegressionMetrics.R2(y, p))];

        var report = RegressionJudge.Report(truth, predicted, new EvaluateOptions { Resamples = 200, Metrics = renamed });

        for (var i = 0; i < 3; i++)
        {
            Oracle.Near(report.Scores[i].Interval!.Value.Low, report.Scores[i + 3].Interval!.Value.Low, 1e-10); // sums around 1000 and around 0
            Oracle.Near(report.Scores[i].Interval!.Value.High, report.Scores[i + 3].Interval!.Value.High, 1e-10);
        }
    }

    [Fact]
    public void Groups_of_like_rows_make_the_interval_as_wide_as_their_number_says()
    {
        // 100 groups of 25 equal rows: as much as 100 rows tell.
        var random = new RandomStream(8);
        double[] errors = [.. Enumerable.Range(0, 100).Select(_ => random.NextGaussian())];
        double[] repeated = [.. errors.SelectMany(error => Enumerable.Repeat(error, 25))];
        var table = Table.Create(Column.Of("x", repeated), Column.Of("y", repeated), Column.Of("patient", [.. Enumerable.Range(0, 2500).Select(row => (long)(row / 25))]));
        var model = new MeanRegressor().Fit(Table.Create(Column.Of("x", [0.0]), Column.Of("y", [0.0])), "y");

        var single = RegressionJudge.Report(errors, new double[100], new EvaluateOptions()).Scores[0].Interval!.Value;
        var alone = model.Evaluate(table).Scores[0].Interval!.Value;
        var grouped = model.Evaluate(table, new EvaluateOptions { GroupBy = "patient" }).Scores[0].Interval!.Value;

        Oracle.Near(single.Low, grouped.Low, 1e-12); // the same draws, of groups in place of rows
        Oracle.Near(single.High, grouped.High, 1e-12);
        Assert.InRange((grouped.High - grouped.Low) / (alone.High - alone.Low), 4, 6); // √25
    }

    [Fact]
    public void A_column_that_is_not_there_makes_no_groups()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2]), Column.Of("y", [1.0, 3]));
        var model = new MeanRegressor().Fit(table, "y");

        var error = Assert.Throws<ArgumentException>(() => model.Evaluate(table, new EvaluateOptions { GroupBy = "z" }));

        Assert.StartsWith("There is no column 'z'", error.Message, StringComparison.Ordinal);
    }

    static void Near(double[] expected, Interval? found)
    {
        Oracle.Near(expected[0], found!.Value.Low, 1e-10);
        Oracle.Near(expected[1], found.Value.High, 1e-10);
    }

    static (int[] Truth, double[] Probabilities) Scored(int rows)
    {
        var random = new RandomStream(11);
        int[] truth = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(3) == 0 ? 1 : 0)];
        double[] positive = [.. truth.Select(place => 1 / (1 + Math.Exp(-random.NextGaussian() - place + 0.5)))];
        return (truth, [.. positive.SelectMany(p => new[] { 1 - p, p })]);
    }
}
