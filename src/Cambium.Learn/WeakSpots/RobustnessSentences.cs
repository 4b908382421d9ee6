namespace Cambium.Learn;

/// <summary>How well a model bears damage, in words.</summary>
static class RobustnessSentences
{
    internal static string Word(Damage damage) => damage switch { Damage.Noise => "noise", Damage.Missing => "missing", _ => "swapped" };

    internal static IEnumerable<string> Of(RobustnessReport report)
    {
        yield return $"On {ReportNumbers.Count(report.Rows, "row")} as they are, {report.Score} is {ReportNumbers.Of(report.Baseline)}.";
        foreach (var whole in report.Curves.Where(curve => curve.Column.Length == 0))
        {
            yield return whole.Points.Count == 0 ? $"{Done(whole.Damage)}: {whole.Refusal}" : Fall(report, whole);
        }
    }

    static string Fall(RobustnessReport report, RobustnessCurve whole)
    {
        var worst = whole.Points[^1];
        var most = report.Curves.Where(curve => curve.Column.Length > 0 && curve.Damage == whole.Damage && curve.Points.Count > 0).MaxBy(curve => curve.Points[0].Loss);
        var column = most is null || most.Points[0].Loss <= 0 || most.Points[0].Interval.Low <= report.Baseline && report.Baseline <= most.Points[0].Interval.High
            ? ""
            : $"; of single columns '{most.Column}' costs most, {ReportNumbers.Of(most.Points[0].Loss)} {At(most)}";
        return $"{Done(whole.Damage)} {At(whole)}, it {(worst.Loss == 0 ? "stays at" : worst.Loss > 0 == report.HigherIsBetter ? "falls to" : "rises to")} {ReportNumbers.Of(worst.Score)}{column}.";
    }

    static string At(RobustnessCurve curve) => curve.Damage == Damage.Noise
        ? $"at {ReportNumbers.Of(curve.Points[^1].Level)} standard {(curve.Points[^1].Level == 1 ? "deviation" : "deviations")}"
        : $"in {ReportNumbers.Of100(curve.Points[^1].Level)} of 100 rows";

    static string Done(Damage damage) => damage switch
    {
        Damage.Noise => "With noise in all columns of numbers",
        Damage.Missing => "With missing values in all columns",
        _ => "With values of other rows in all columns",
    };
}
