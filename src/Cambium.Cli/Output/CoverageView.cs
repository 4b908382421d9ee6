using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using SpectreTable = Spectre.Console.Table;

namespace Cambium.Cli;

/// <summary>How many truths a model's intervals or sets hold.</summary>
static class CoverageView
{
    const int PartsShown = 12;

    /// <summary>The coverage on some rows; null where the model has neither intervals nor sets.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows, with the target.</param>
    /// <param name="by">The column whose groups are told apart; null: none.</param>
    internal static CoverageReport? Of(Model model, Table rows, string? by)
    {
        var options = new CoverageOptions { By = by is null ? [] : [by] };
        return model switch
        {
            ConformalRegressorModel regressor => regressor.EvaluateCoverage(rows, options),
            ConformalClassifierModel classifier => classifier.EvaluateCoverage(rows, options),
            _ => null,
        };
    }

    /// <summary>Shows it below the model's figures.</summary>
    internal static void Show(Terminal terminal, CoverageReport report)
    {
        terminal.Line();
        terminal.Line($"How many truths the {(report.Classes.Count > 0 ? "sets" : "intervals")} hold; a share of {report.Expected.ToString(CultureInfo.InvariantCulture)} is expected");
        terminal.Show(ReportView.Scores(report, baseline: null));
        foreach (var (heading, parts) in new[] { ("class", report.Classes), (report.By, report.Groups) })
        {
            if (parts.Count > 0)
            {
                terminal.Show(Parts(heading, parts));
            }
        }
    }

    /// <summary>The same for a program.</summary>
    internal static object? Document(CoverageReport? report) => report is null ? null : new
    {
        report.Expected,
        Scores = ReportView.Document(report),
        report.By,
        report.Groups,
        report.Classes,
    };

    static SpectreTable Parts(string heading, EquatableArray<CoveragePart> parts)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left(heading)).AddColumn(Plain.Right("rows")).AddColumn(Plain.Right("coverage")).AddColumn(Plain.Right("95% interval")).AddColumn(Plain.Right("mean size"));
        foreach (var part in parts.Take(PartsShown))
        {
            Plain.AddRow(
                table,
                Plain.Clean(part.Name),
                Figure.Count(part.Rows),
                Figure.Score(part.Coverage),
                $"{Figure.Score(part.Interval.Low)} to {Figure.Score(part.Interval.High)}",
                Figure.Score(part.MeanSize));
        }

        if (parts.Count > PartsShown)
        {
            Plain.AddRow(table, $"and {parts.Count - PartsShown} more", "", "", "", "");
        }

        return table;
    }
}
