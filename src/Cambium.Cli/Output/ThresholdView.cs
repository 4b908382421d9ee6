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
            Plain.AddRow(table, $"{finding.Goal}", "threshold", Figure.Of(finding.Threshold), finding.ThresholdInterval is { } interval ? $"{Figure.Of(interval.Low)} to {Figure.Of(interval.High)}" : "");
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

    static string Range(Interval? interval) => interval is { } own ? $"{Figure.Score(own.Low)} to {Figure.Score(own.High)}" : "";
}
