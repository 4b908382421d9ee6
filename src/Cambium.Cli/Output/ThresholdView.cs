using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>Thresholds and what they reach as a table.</summary>
static class ThresholdView
{
    /// <summary>For each goal a line for the threshold and one for each figure.</summary>
    internal static Table Of(ThresholdReport report)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.LeftUnbroken("goal")).AddColumn(Plain.Left("figure")).AddColumn(Plain.Right("value")).AddColumn(Plain.Right("95% interval"));
        foreach (var finding in report.Findings)
        {
            Plain.AddRow(table, $"{finding.Goal}", "threshold", Border(finding.Threshold), finding.ThresholdInterval is { } interval ? $"{Border(interval.Low)} to {Border(interval.High)}" : "");
            foreach (var score in finding.Figures.Where(score => score.Name != "cost" || finding.Goal.Metric == ThresholdMetric.Cost))
            {
                Plain.AddRow(table, "", score.Name, Figure.Score(score.Value), Range(score.Interval));
            }
        }

        return table;
    }

    /// <summary>Every number, as --json writes it.</summary>
    internal static object Document(ThresholdReport report) => report.Findings.Select(finding => new
    {
        Goal = $"{finding.Goal}",
        finding.Positive,
        Reached = finding.IsReached,
        finding.Threshold,
        finding.ThresholdInterval?.Low,
        finding.ThresholdInterval?.High,
        Figures = finding.Figures.ToDictionary(score => score.Name, score => new { score.Value, score.Interval?.Low, score.Interval?.High }),
        finding.Sentence,
    });

    /// <summary>A threshold as the figures below it look, but where three decimals would say too little of it.</summary>
    static string Border(double threshold) => threshold is 0 or >= 0.01 ? Figure.Score(threshold) : Figure.Of(threshold);

    static string Range(Interval? interval) => interval is { } own ? $"{Figure.Score(own.Low)} to {Figure.Score(own.High)}" : "";
}
