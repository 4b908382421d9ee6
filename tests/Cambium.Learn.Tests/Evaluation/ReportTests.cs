using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class ReportTests
{
    static readonly EquatableArray<string> NoYes = ["no", "yes"];

    [Fact]
    public void A_report_reads_back_equal_from_its_JSON()
    {
        var report = ClassificationJudge.Report([0, 1, 1, 0], [0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3], NoYes, new EvaluateOptions());
        var numbers = RegressionJudge.Report([1, 2, 3], [1, 2, 4], new EvaluateOptions());

        Assert.NotNull(report.Scores[0].Interval);
        Assert.Equal(report, Report.FromJson(report.ToJson()));
        Assert.Equal(numbers, Report.FromJson(numbers.ToJson()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"kind":"other"}""")]
    [InlineData("""{"kind":"regression","rows":1}""")]
    public void Text_that_is_no_report_is_refused(string json) => Assert.Throws<JsonException>(() => Report.FromJson(json));

    [Fact]
    public void A_report_prints_as_a_table()
    {
        var report = ClassificationJudge.Report([0, 1, 1, 0], [0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3], NoYes, EvaluateOptions.WithoutIntervals) with
        {
            Scores = [new Score("roc_auc", 1) { Interval = new Interval(0.5, 1) }, new Score("rmse", 123456)],
        };

        Assert.Equal(
            """
            rows          4
            roc_auc  1.0000  [0.5000, 1.0000]
            rmse     123456
            confusion (a line a true class, a column a predicted one)
                 no  yes
            no    2    0
            yes   1    1

            """.ReplaceLineEndings("\n"),
            report.ToString());
    }

    [Fact]
    public void An_unknown_figure_is_refused_with_those_there_are()
    {
        var report = RegressionJudge.Report([1, 2, 3], [1, 2, 4], EvaluateOptions.WithoutIntervals);

        var error = Assert.Throws<ArgumentException>(() => report["rsme"]);

        Assert.Equal("The report has no figure 'rsme'. Did you mean 'rmse'? It has: rmse, mae, r2. (Parameter 'name')", error.Message);
    }

    [Fact]
    public void Scores_that_the_rows_do_not_define_are_NaN_and_have_no_interval()
    {
        var oneClass = ClassificationJudge.Report([1, 1], [0.9, 0.1, 0.2, 0.8], NoYes, new EvaluateOptions());
        var constant = RegressionJudge.Report([2, 2], [1, 3], new EvaluateOptions());

        Assert.Equal(double.NaN, oneClass["roc_auc"]);
        Assert.Null(oneClass.Scores[0].Interval);
        Assert.Empty(oneClass.Roc);
        Assert.Equal(double.NaN, constant["r2"]);
    }

    [Fact]
    public void Calibration_bins_are_tenths_with_their_rows()
    {
        var report = ClassificationJudge.Report([0, 1, 1, 0], [0.95, 0.05, 0.05, 0.95, 0, 1, 0.97, 0.03], NoYes, EvaluateOptions.WithoutIntervals);

        Assert.Equal([new CalibrationBin(0.04, 0, 2), new CalibrationBin(0.975, 1, 2)], report.Calibration);
    }

    [Fact]
    public void Curves_of_many_points_are_thinned_and_keep_their_ends()
    {
        var (truth, probabilities) = Scored(5000);

        var report = ClassificationJudge.Report(truth, probabilities, NoYes, EvaluateOptions.WithoutIntervals);

        Assert.InRange(report.Roc.Count, 400, 512);
        Assert.InRange(report.PrecisionRecall.Count, 200, 512);
        Assert.Equal((0, 0), (report.Roc[0].X, report.Roc[0].Y));
        Assert.Equal((1, 1), (report.Roc[^1].X, report.Roc[^1].Y));
        Assert.Equal(1, report.PrecisionRecall[^1].X);
    }

    [Fact]
    public void The_interval_of_the_area_is_as_wide_as_theory_says()
    {
        var (truth, probabilities) = Scored(2000);

        var report = ClassificationJudge.Report(truth, probabilities, NoYes, new EvaluateOptions());

        // Hanley and McNeil's standard error for the same area and counts; the bootstrap agrees within a quarter.
        var area = report["roc_auc"];
        var positives = truth.Count(place => place == 1);
        var q1 = area / (2 - area);
        var q2 = 2 * area * area / (1 + area);
        var variance = ((area * (1 - area)) + ((positives - 1) * (q1 - (area * area))) + ((2000 - positives - 1) * (q2 - (area * area)))) / positives / (2000 - positives);
        var interval = report.Scores[0].Interval!.Value;
        Assert.InRange(area, interval.Low, interval.High);
        Assert.InRange((interval.High - interval.Low) / (2 * 1.96 * Math.Sqrt(variance)), 0.75, 1.25);
    }

    [Fact]
    public void The_interval_of_the_RMSE_is_as_wide_as_theory_says()
    {
        var random = new RandomStream(3);
        var errors = Enumerable.Range(0, 4000).Select(_ => random.NextGaussian()).ToArray();

        var report = RegressionJudge.Report(new double[4000], errors, new EvaluateOptions());

        // The standard error of the root mean square of n standard normal errors is 1 / sqrt(2 n).
        var interval = report.Scores[0].Interval!.Value;
        Assert.InRange((interval.High - interval.Low) / (2 * 1.96 / Math.Sqrt(8000)), 0.85, 1.15);
    }

    [Fact]
    public void A_sample_of_a_thousand_rows_is_kept_for_drawing()
    {
        var values = Enumerable.Range(0, 2500).Select(row => (double)row).ToArray();

        var report = RegressionJudge.Report(values, values, EvaluateOptions.WithoutIntervals);

        Assert.Equal(1000, report.SampleTruth.Count);
        Assert.Equal(report.SampleTruth, report.SamplePredicted);
        Assert.Equal(2497, report.SampleTruth[^1]);
    }

    static (int[] Truth, double[] Probabilities) Scored(int rows)
    {
        var random = new RandomStream(11);
        var truth = new int[rows];
        var probabilities = new double[2 * rows];
        for (var row = 0; row < rows; row++)
        {
            truth[row] = random.NextInt(3) == 0 ? 1 : 0;
            var positive = 1 / (1 + Math.Exp(-random.NextGaussian() - truth[row]));
            (probabilities[2 * row], probabilities[(2 * row) + 1]) = (1 - positive, positive);
        }

        return (truth, probabilities);
    }
}
