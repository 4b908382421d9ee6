using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>How groups are treated, on the terminal: what was found in words, then the figures.</summary>
static class FairnessView
{
    const int RoomForGroups = 90;

    /// <summary>Findings first, then what makes them uncertain.</summary>
    internal static void Show(Terminal terminal, IEnumerable<FairnessFinding> findings, IEnumerable<string> warnings)
    {
        terminal.Line($"[bold]Findings[/]");
        foreach (var finding in findings)
        {
            terminal.Paragraph(2, $"- {finding.Sentence}");
        }

        foreach (var warning in warnings)
        {
            terminal.Paragraph(2, $"[yellow]Mind:[/] {warning}");
        }
    }

    /// <summary>By what a classifier calls rows, in a sentence.</summary>
    internal static string Calls(ClassifierModel model) => ReportView.Threshold(model) ?? (model.DecidesByRow
        ? "Rows are called by more than one threshold for all, such as by their group."
        : "A row is called what is most probable.");

    /// <summary>One line a figure.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="text">How their numbers are written.</param>
    internal static Table Of(IEnumerable<FairnessFigure> figures, int width, Func<double, string> text)
    {
        var table = Plain.Table();
        table.AddColumn(width >= RoomForGroups ? Plain.LeftUnbroken("figure") : Plain.Left("figure")).AddColumn(Plain.Right("value")).AddColumn(Plain.Right("95% interval")).AddColumn(Plain.Right("p"));
        if (width >= RoomForGroups)
        {
            table.AddColumn(Plain.Left("highest")).AddColumn(Plain.Left("lowest"));
        }

        foreach (var figure in figures)
        {
            string[] cells = [figure.Name, text(figure.Value), Range(figure.Interval, text), Chance(figure.PValue), Plain.Cut(figure.Highest, width / 5), Plain.Cut(figure.Lowest, width / 5)];
            Plain.AddRow(table, cells.Take(table.Columns.Count));
        }

        return table;
    }

    /// <summary>One line a group of a regressor's answers.</summary>
    internal static Table Of(GroupErrorComparison comparison, int width)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.LeftUnbroken(comparison.By)).AddColumn(Plain.Right("rows")).AddColumn(Plain.Right("truth")).AddColumn(Plain.Right("answer"));
        table.AddColumn(Plain.Right("error")).AddColumn(Plain.Right("absolute")).AddColumn(Plain.Right("squared"));
        foreach (var group in comparison.Groups)
        {
            Plain.AddRow(
                table, Plain.Cut(group.Group, width / 4), Figure.Count(group.Rows), Figure.Of(group.MeanTruth), Figure.Of(group.MeanPrediction), Figure.Of(group.MeanError),
                Figure.Of(group.MeanAbsoluteError), Figure.Of(group.MeanSquaredError));
        }

        return table;
    }

    /// <summary>The points of a trade-off, the chosen one marked.</summary>
    internal static Table Of(TradeOffCurve curve)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("classifier")).AddColumn(Plain.Right(curve.Score)).AddColumn(Plain.Right("95% interval")).AddColumn(Plain.Right(curve.Figure)).AddColumn(Plain.Right("95% interval"));
        for (var i = 0; i < curve.Points.Count; i++)
        {
            var point = curve.Points[i];
            Plain.AddRow(
                table, i == curve.Chosen ? $"{point.Label} (chosen)" : point.Label, Figure.Score(point.Score), Range(point.ScoreInterval), Figure.Score(point.Unfairness), Range(point.UnfairnessInterval));
        }

        return table;
    }

    internal static string Range(Interval? interval) => Range(interval, Figure.Score);

    internal static string Range(Interval? interval, Func<double, string> text) => interval is { } own ? $"{text(own.Low)} to {text(own.High)}" : "";

    internal static string Chance(double? p) => p is not { } own ? "" : own < 0.001 ? "< 0.001" : Figure.Score(own);
}
