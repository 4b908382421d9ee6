using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>A model's weak spots on the terminal: what was found in words, then the figures.</summary>
static class SlicesView
{
    const int ColumnsShown = 10;
    const int IssuesShown = 15;
    const int NameWidth = 26;

    /// <summary>Findings first, then a table of each kind.</summary>
    internal static void Show(Terminal terminal, WeakSpotFindings findings)
    {
        terminal.Line($"[bold]Findings[/]");
        foreach (var sentence in findings.Sentences)
        {
            terminal.Paragraph(2, $"- {sentence}");
        }

        if (findings.Slices.Slices.Count > 0)
        {
            terminal.Show(Slices(findings.Slices));
        }

        if (findings.Gap is { } gap)
        {
            terminal.Show(Gap(gap));
        }

        if (findings.Robustness is { } robustness)
        {
            terminal.Show(Levels(robustness));
            terminal.Show(Columns(robustness));
        }

        if (findings.Labels is { } labels)
        {
            ShowLabels(terminal, labels);
        }
    }

    /// <summary>Doubtful labels for a program, rows counted from 1 as everywhere on the command line.</summary>
    internal static object? Document(LabelIssueReport? labels) => labels is null ? null : labels with { Issues = [.. labels.Issues.Select(issue => issue with { Row = issue.Row + 1 })] };

    /// <summary>What the error of a row set is called.</summary>
    internal static string Error(WeakSpotReport report) => report.IsOfClasses ? "wrong" : "rmse";

    /// <summary>An error: a share, or a number in the target's unit.</summary>
    internal static string Error(WeakSpotReport report, double value) => report.IsOfClasses ? Figure.Share(value) : Figure.Of(value);

    /// <summary>The interval of an error.</summary>
    internal static string Range(WeakSpotReport report, Interval? interval) => interval is { } own ? $"{Error(report, own.Low)} to {Error(report, own.High)}" : "";

    /// <summary>A level of damage.</summary>
    internal static string Level(Damage damage, double level) => damage == Damage.Noise ? $"{Figure.Of(level)} sd" : Figure.Share(level);

    /// <summary>What a damage is called.</summary>
    internal static string Word(Damage damage) => damage switch { Damage.Noise => "noise", Damage.Missing => "missing", _ => "swapped" };

    /// <summary>Each column's loss by each damage that was done to single columns, the column that costs most first.</summary>
    internal static (Damage[] Damages, (string Column, RobustnessCurve?[] Curves)[] Rows) ByColumn(RobustnessReport report)
    {
        var single = report.Curves.Where(curve => curve.Column.Length > 0).ToArray();
        Damage[] damages = [.. single.Select(curve => curve.Damage).Distinct().Order()];
        return (damages, [.. single.GroupBy(curve => curve.Column)
            .OrderByDescending(curves => curves.Where(curve => curve.Points.Count > 0).Select(curve => curve.Points[0].Loss).DefaultIfEmpty(double.NegativeInfinity).Max())
            .Select(curves => (curves.Key, Array.ConvertAll(damages, damage => curves.FirstOrDefault(curve => curve.Damage == damage))))]);
    }

    /// <summary>The loss of a column's curve, as text.</summary>
    internal static string Loss(RobustnessCurve? curve) => curve switch { null => "", { Points.Count: 0 } => "refused", _ => Figure.Signed(curve.Points[0].Loss) };

    static Table Slices(WeakSpotReport report)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("slice")).AddColumn(Plain.Right("rows")).AddColumn(Plain.Right(Error(report))).AddColumn(Plain.Right("95% interval"));
        table.AddColumn(Plain.Right("others")).AddColumn(Plain.Right("said - true")).AddColumn(Plain.Right("effect")).AddColumn(Plain.Right("q"));
        foreach (var slice in report.Slices)
        {
            Plain.AddRow(
                table, Plain.Clean(slice.ToString()), Figure.Count(slice.Rows), Error(report, slice.Error), Range(report, slice.ErrorInterval), Error(report, slice.RestError),
                Figure.Signed(slice.Calibration), Figure.Score(slice.Effect), FairnessView.Chance(slice.QValue));
        }

        Plain.AddRow(table, "all rows", Figure.Count(report.Rows), Error(report, report.Error), "", "", Figure.Signed(report.Calibration), "", "");
        return table;
    }

    static Table Gap(OverfittingGap gap)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("figure")).AddColumn(Plain.Right("learned from")).AddColumn(Plain.Right("held out")).AddColumn(Plain.Right("worse by")).AddColumn(Plain.Right("95% interval"));
        foreach (var figure in gap.Figures)
        {
            Plain.AddRow(table, figure.Metric, Figure.Score(figure.Learned), Figure.Score(figure.HeldOut), Figure.Signed(figure.Gap), FairnessView.Range(figure.Interval));
        }

        return table;
    }

    static Table Levels(RobustnessReport report)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("all columns")).AddColumn(Plain.Right("level")).AddColumn(Plain.Right(report.Score)).AddColumn(Plain.Right("95% interval")).AddColumn(Plain.Right("worse by"));
        foreach (var curve in report.Curves.Where(curve => curve.Column.Length == 0))
        {
            foreach (var point in curve.Points)
            {
                Plain.AddRow(table, Word(curve.Damage), Level(curve.Damage, point.Level), Figure.Score(point.Score), FairnessView.Range(point.Interval), Figure.Signed(point.Loss));
            }
        }

        return table;
    }

    static Table Columns(RobustnessReport report)
    {
        var (damages, rows) = ByColumn(report);
        var table = Plain.Table();
        table.AddColumn(Plain.Left($"one column, {report.Score} worse by"));
        foreach (var damage in damages)
        {
            var level = report.Curves.First(curve => curve.Damage == damage && curve.Column.Length > 0) is { Points: { Count: > 0 } points } ? $" {Level(damage, points[0].Level)}" : "";
            table.AddColumn(Plain.Right($"{Word(damage)}{level}"));
        }

        foreach (var (column, curves) in rows.Take(ColumnsShown))
        {
            Plain.AddRow(table, [Plain.Cut(Plain.Clean(column), NameWidth), .. curves.Select(Loss)]);
        }

        if (rows.Length > ColumnsShown)
        {
            Plain.AddRow(table, [$"and {rows.Length - ColumnsShown} more", .. damages.Select(_ => "")]);
        }

        return table;
    }

    static void ShowLabels(Terminal terminal, LabelIssueReport report)
    {
        if (report.IsOfClasses)
        {
            var classes = Plain.Table();
            classes.AddColumn(Plain.Left("label")).AddColumn(Plain.Right("rows")).AddColumn(Plain.Right("probably wrong")).AddColumn(Plain.Right("labelled otherwise"));
            foreach (var own in report.Classes)
            {
                Plain.AddRow(classes, Plain.Cut(Plain.Clean(own.Class), NameWidth), Figure.Count(own.Rows), Figure.Share(own.Wrong), Figure.Share(own.Missed));
            }

            terminal.Show(classes);
        }

        if (report.Issues.Count == 0)
        {
            return;
        }

        var table = Plain.Table();
        table.AddColumn(Plain.Right("row")).AddColumn(Plain.Left("label")).AddColumn(Plain.Left(report.IsOfClasses ? "suggested" : "answer")).AddColumn(Plain.Right(report.IsOfClasses ? "margin" : "z"));
        foreach (var issue in report.Issues.Take(IssuesShown))
        {
            Plain.AddRow(table, Figure.Count(issue.Row + 1), Plain.Cut(Plain.Clean(issue.Given), NameWidth), Plain.Cut(Plain.Clean(issue.Suggested), NameWidth), Figure.Score(issue.Doubt));
        }

        terminal.Show(table);
        if (report.Found > IssuesShown)
        {
            terminal.Paragraph(2, $"and {Figure.Count(report.Found - IssuesShown, "row")} more, {(report.Found > report.Issues.Count ? $"of which --json has those up to {Figure.Count(report.Issues.Count)}" : "which --json has")}");
        }
    }
}
