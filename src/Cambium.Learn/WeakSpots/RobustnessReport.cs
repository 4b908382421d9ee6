using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a model bears noisy, missing and swapped values.</summary>
/// <param name="Score">The score that was watched.</param>
/// <param name="HigherIsBetter">Whether a larger one is a better one.</param>
/// <param name="Baseline">The score of the rows as they are.</param>
/// <param name="Rows">The rows asked about.</param>
/// <param name="Repeats">How often each damage was done.</param>
/// <param name="Curves">First those of all columns at once; then, damage by damage, one of one point a column, the column that costs most first.</param>
public sealed record RobustnessReport(string Score, bool HigherIsBetter, double Baseline, int Rows, int Repeats, EquatableArray<RobustnessCurve> Curves)
{
    const int ColumnsShown = 5;

    /// <summary>What was found, in plain words.</summary>
    public EquatableArray<string> Sentences => RobustnessSentences.Of(this).ToEquatableArray();

    /// <summary>The sentences, each level's score, and the columns that cost most.</summary>
    public override string ToString() =>
        string.Concat(Sentences.Select(sentence => sentence + "\n")) +
        TextTable.Of([
            ["damage", "level", Score, "95 %", "loss"],
            .. Shown().SelectMany(curve => curve.Points.Select(point => (string[])
            [
                curve.Column.Length == 0 ? RobustnessSentences.Word(curve.Damage) : $"{RobustnessSentences.Word(curve.Damage)}: {curve.Column}",
                TextTable.Number(point.Level), TextTable.Number(point.Score), TextTable.Range(point.Interval), TextTable.Number(point.Loss),
            ])),
        ]);

    IEnumerable<RobustnessCurve> Shown() =>
        Curves.Where(curve => curve.Column.Length == 0).Concat(Curves.Where(curve => curve.Column.Length > 0).GroupBy(curve => curve.Damage).SelectMany(curves => curves.Take(ColumnsShown)));
}
