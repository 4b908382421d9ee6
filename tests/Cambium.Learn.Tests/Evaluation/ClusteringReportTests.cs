using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class ClusteringReportTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Scores_are_those_of_scikit_learn(int number)
    {
        var expected = Oracle.Read("cluster_scores.json")["cases"]![number]!;
        var (n, p, k) = ((int)expected["rows"]!, (int)expected["columns"]!, (int)expected["clusters"]!);
        var rows = Rows(n, p);
        var clusters = Enumerable.Range(0, n).Select(row => row % k).ToArray();

        var report = ClusteringJudge.Report(rows, p, clusters, k);

        foreach (var score in new[] { "silhouette", "davies_bouldin", "calinski_harabasz" })
        {
            Oracle.Near((double)expected[score]!, report[score], 1e-12); // the same sums in another order
        }

        Assert.Equal(0, report["noise_share"]);
        Assert.Equal(n, report.Sizes.Sum());
    }

    [Fact]
    public void Two_pairs_have_the_silhouette_worked_out_by_hand()
    {
        // On a line: 0 and 1, 10 and 11. For 0: a = 1, b = (10 + 11) / 2; for 1: a = 1, b = (9 + 10) / 2; the others mirror them.
        var report = ClusteringJudge.Report([0, 1, 10, 11], 1, [0, 0, 1, 1], 2);

        Oracle.Near(((9.5 / 10.5) + (8.5 / 9.5)) / 2, report["silhouette"], 1e-15);
        Oracle.Near(0.1, report["davies_bouldin"], 1e-15); // (0.5 + 0.5) / 10
        Oracle.Near(200, report["calinski_harabasz"], 1e-12); // (4 · 25 / 1) / (4 · 0.25 / 2)
    }

    [Fact]
    public void Noise_and_empty_clusters_take_no_part()
    {
        var report = ClusteringJudge.Report([0, 1, 5, 10, 11], 1, [0, 0, -1, 2, 2], 3);

        Oracle.Near(0.1, report["davies_bouldin"], 1e-15);
        Assert.Equal(0.2, report["noise_share"]);
        Assert.Equal([2, 0, 2], report.Sizes);
    }

    [Fact]
    public void One_cluster_has_no_separation()
    {
        var report = ClusteringJudge.Report([0, 1, 2], 1, [0, 0, 0], 1);

        Assert.True(double.IsNaN(report["silhouette"]));
        Assert.True(double.IsNaN(report["davies_bouldin"]));
        Assert.True(double.IsNaN(report["calinski_harabasz"]));
    }

    [Fact]
    public void Scores_survive_shifting_and_turn_with_no_scale()
    {
        var rows = Rows(80, 3);
        var clusters = Enumerable.Range(0, 80).Select(row => row % 3).ToArray();
        var moved = rows.Select(value => (value * 4) + 100).ToArray();

        var (before, after) = (ClusteringJudge.Report(rows, 3, clusters, 3), ClusteringJudge.Report(moved, 3, clusters, 3));

        // Shifting by 100 costs two or three digits of the differences.
        Assert.All(before.Scores, score => Oracle.Near(score.Value, after[score.Name], 1e-11));
    }

    [Fact]
    public void A_report_reads_back_equal_and_prints_its_sizes()
    {
        var report = ClusteringJudge.Report([0, 1, 10, 11], 1, [0, 0, 1, 1], 2);

        Assert.Equal(report, Report.FromJson(report.ToJson()));
        Assert.Contains("clusters of 2, 2 rows", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_are_refused()
    {
        var error = Assert.Throws<TableException>(() => ClusteringJudge.Report([], 1, [], 2));

        Assert.Equal("The model cannot be judged on this table: it has no rows.", error.Message);
    }

    [Fact]
    public void Outliers_are_counted_above_the_threshold()
    {
        var report = OutlierJudge.Report([1, 4, 2, 3], 2.5);

        Assert.Equal(0.5, report["outlier_share"]);
        Assert.Equal(2.5, report["score_median"]);
        Assert.Equal([4, 3, 2, 1], report.SampleScores);
        Assert.Equal(report, Report.FromJson(report.ToJson()));
        Assert.Throws<TableException>(() => OutlierJudge.Report([], 0));
    }

    [Fact]
    public void Correlation_is_1_with_itself_and_minus_1_with_its_mirror()
    {
        Assert.Equal(1, OutlierJudge.Correlation([2, 2], [2, 2]));
        Oracle.Near(-1, OutlierJudge.Correlation([1, 2, 4], [-1, -2, -4]), 1e-15);
        Assert.Equal(0, OutlierJudge.Correlation([1, 2, 4], [3, 3, 3]));
    }

    static double[] Rows(int n, int p) =>
        [.. Enumerable.Range(0, n * p).Select(at => Math.Sin((1.7 * (at / p)) + (2.3 * (at % p) * (at % p))) + (at / p % 4 * ((at % p) + 1) / 3.0))];
}
