using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

public sealed class MetricPropertyTests
{
    /// <summary>Rows of a true class among two and a score of few distinct values, so that ties are common.</summary>
    static readonly Arbitrary<(int Truth, int Score)[]> Rows =
        Gen.Choose(0, 1).SelectMany(truth => Gen.Choose(0, 12).Select(score => (truth, score))).ArrayOf().Where(rows => rows.Length > 0).ToArbitrary();

    [Fact]
    public void The_area_does_not_change_under_a_rising_map_of_the_scores() =>
        Holds(rows => Area(rows, score => score / 12.0).Equals(Area(rows, score => Math.Exp(score / 2.0) / 1000)));

    [Fact]
    public void The_area_of_reversed_scores_is_the_rest_to_1() =>
        Holds(rows =>
        {
            var sum = Area(rows, score => score / 12.0) + Area(rows, score => 1 - (score / 12.0));
            return double.IsNaN(sum) || Math.Abs(sum - 1) < 1e-15;
        });

    [Fact]
    public void The_area_is_the_share_of_pairs_in_right_order() =>
        Holds(rows =>
        {
            var pairs = rows.Where(row => row.Truth == 1).SelectMany(positive => rows.Where(row => row.Truth == 0).Select(negative => positive.Score.CompareTo(negative.Score))).ToArray();
            var share = pairs.Length == 0 ? double.NaN : pairs.Sum(order => order > 0 ? 1 : order == 0 ? 0.5 : 0) / pairs.Length;
            return share.Equals(Area(rows, score => score / 12.0));
        });

    [Fact]
    public void The_order_of_the_rows_does_not_matter() =>
        Holds(rows =>
        {
            var reversed = rows.Reverse().ToArray();
            return Judge(rows).Scores.Zip(Judge(reversed).Scores).All(pair => pair.First.Value.Equals(pair.Second.Value) || Math.Abs(pair.First.Value - pair.Second.Value) < 1e-13);
        });

    [Fact]
    public void The_confusion_matrix_counts_each_row_once() =>
        Holds(rows =>
        {
            var report = Judge(rows);
            return report.Confusion.Sum() == rows.Length
                && report.Confusion[2] + report.Confusion[3] == rows.Count(row => row.Truth == 1)
                && Math.Abs(report["accuracy"] - ((double)(report.Confusion[0] + report.Confusion[3]) / rows.Length)) < 1e-15;
        });

    [Fact]
    public void Calibration_bins_hold_all_rows_and_curves_end_where_they_must() =>
        Holds(rows =>
        {
            var report = Judge(rows);
            return report.Calibration.Sum(bin => bin.Rows) == rows.Length
                && (report.Roc.Count == 0 || (report.Roc[0].X == 0 && report.Roc[0].Y == 0 && report.Roc[^1].X == 1 && report.Roc[^1].Y == 1));
        });

    static void Holds(Func<(int Truth, int Score)[], bool> property) =>
        Prop.ForAll(Rows, property).Check(Config.QuickThrowOnFailure.WithReplay(20260, 1).WithMaxTest(300));

    static double Area((int Truth, int Score)[] rows, Func<int, double> score) =>
        ClassificationJudge.RocAuc([.. rows.Select(row => row.Truth)], [.. rows.SelectMany(row => new[] { 1 - score(row.Score), score(row.Score) })], 2);

    static ClassificationReport Judge((int Truth, int Score)[] rows) =>
        ClassificationJudge.Report(
            [.. rows.Select(row => row.Truth)], [.. rows.SelectMany(row => new[] { 1 - (row.Score / 12.0), row.Score / 12.0 })], ["0", "1"], EvaluateOptions.WithoutIntervals);
}
