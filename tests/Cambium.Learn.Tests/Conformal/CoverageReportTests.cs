using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class CoverageReportTests
{
    [Fact]
    public void Wilsons_interval_is_that_of_R()
    {
        // R 4.2, to seven digits: prop.test(c(x), c(n), correct = FALSE)$conf.int
        var (some, none, all) = (CoverageJudge.Wilson(45, 50), CoverageJudge.Wilson(0, 10), CoverageJudge.Wilson(10, 10));

        Oracle.Near(0.7863977, some.Low, 1e-7);
        Oracle.Near(0.9565242, some.High, 1e-7);
        Assert.Equal(0, none.Low);
        Oracle.Near(0.2775328, none.High, 1e-7);
        Oracle.Near(0.7224672, all.Low, 1e-7);
        Assert.Equal(1, all.High);
    }

    [Fact]
    public void It_prints_figures_and_parts_and_reads_back_from_JSON()
    {
        var table = Table.Create(Column.Of("g", ["a", "a", "b", "b"]), Column.Of("y", [1.0, 2, 3, 4]));

        var report = CoverageJudge.OfIntervals(table, 0.9, [true, true, true, false], [1, 2, 3, 6], [], new CoverageOptions { By = ["g"] });

        Assert.Equal(
            """
            rows               4
            coverage      0.7500  [0.3006, 0.9544]
            mean_width    3.0000
            median_width  2.5000
            expected coverage  0.9
            g  rows  coverage                    mean size
            a     2    1.0000  [0.3424, 1.0000]     1.5000
            b     2    0.5000  [0.0945, 0.9055]     4.5000

            """.ReplaceLineEndings("\n"),
            report.ToString());
        Assert.Equal(report, Report.FromJson(report.ToJson()));
    }

    [Fact]
    public void Rows_that_belong_together_widen_the_interval()
    {
        // Twenty houses of ten rows, covered or not as a whole.
        var table = Table.Create(Column.Of("house", Enumerable.Range(0, 200).Select(row => $"h{row / 10}").ToArray()));
        var holds = Enumerable.Range(0, 200).Select(row => row / 10 % 5 != 0).ToArray();
        var widths = new double[200];

        var apart = CoverageJudge.OfIntervals(table, 0.8, holds, widths, [], new CoverageOptions()).Scores[0];
        var together = CoverageJudge.OfIntervals(table, 0.8, holds, widths, [], new CoverageOptions { GroupBy = "house" }).Scores[0];

        Assert.Equal(0.8, apart.Value);
        Assert.True(Width(together) > 2.5 * Width(apart), $"{Width(together)} against {Width(apart)}");

        static double Width(Score score) => score.Interval!.Value.High - score.Interval.Value.Low; // ! both have one
    }

    [Fact]
    public void A_class_that_the_model_does_not_know_cannot_be_judged()
    {
        var table = LinearTables.Random(60, 1, 2);
        var model = new ConformalClassifier { Base = new PriorClassifier() }.Fit(table, "y");
        var other = table.Slice(0, 2).With(Column.Of("y", ["class 0", "class 9"]));

        var error = Assert.Throws<TableException>(() => model.EvaluateCoverage(other));

        Assert.Equal(
            "The model cannot be judged on this table: the target 'y' is none of the model's classes (class 0, class 1) in 1 of 2 rows, first 'class 9' in row 2; drop those rows, or fit a model on rows of that class.",
            error.Message);
    }
}
