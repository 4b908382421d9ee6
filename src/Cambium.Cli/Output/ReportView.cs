using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>A report as tables: its figures with their intervals beside those of a model that looks at nothing.</summary>
static class ReportView
{
    const int ClassesShown = 12;
    const int Gap = 2;
    const int LeastHeading = 3;

    /// <summary>The figures; those of the baseline beside them where there is one.</summary>
    internal static Table Scores(Report report, Report? baseline)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("figure")).AddColumn(Plain.Right("value"));
        var hasIntervals = report.Scores.Any(score => score.Interval is not null);
        if (hasIntervals)
        {
            table.AddColumn(Plain.Right("95% interval"));
        }

        if (baseline is not null)
        {
            table.AddColumn(Plain.Right("baseline"));
        }

        foreach (var score in report.Scores)
        {
            List<string> cells = [score.Name, Figure.Score(score.Value)];
            if (hasIntervals)
            {
                cells.Add(score.Interval is { } interval ? $"{Figure.Score(interval.Low)} to {Figure.Score(interval.High)}" : "");
            }

            if (baseline is not null)
            {
                cells.Add(Figure.Score(baseline[score.Name]));
            }

            Plain.AddRow(table, cells);
        }

        return table;
    }

    /// <summary>How many rows of each class were called what; null where there are too many classes to read.</summary>
    internal static Table? Confusion(ClassificationReport report, int width)
    {
        if (report.Classes.Count > ClassesShown)
        {
            return null;
        }

        string[] truths = [.. report.Classes.Select(name => Plain.Cut(name, width / 4))];
        string[] called = [.. report.Classes.Select(name => $"called {name}")];
        var room = width - Gap - Math.Max("truth \\ called".Length, truths.Max(name => name.Length)) - Gap;
        var isWide = called.Sum(name => name.Length + Gap) > room;
        var table = Plain.Table();
        table.AddColumn(Plain.LeftUnbroken(isWide ? "truth \\ called" : "truth"));
        foreach (var name in report.Classes)
        {
            table.AddColumn(Plain.Right(isWide ? Plain.Cut(name, Math.Max(LeastHeading, (room / report.Classes.Count) - Gap)) : $"called {name}"));
        }

        for (var truth = 0; truth < report.Classes.Count; truth++)
        {
            var row = report.Confusion.Skip(truth * report.Classes.Count).Take(report.Classes.Count);
            Plain.AddRow(table, row.Select(Figure.Count).Prepend(truths[truth]));
        }

        return table;
    }

    /// <summary>One sentence on a classifier's own threshold; null where it has none.</summary>
    internal static string? Threshold(Model model) => model is ClassifierModel { OwnThreshold: { } threshold } classifier
        ? $"A row is called '{classifier.Classes[1]}' from a probability of {Figure.Of(threshold)} on, the model's own threshold."
        : null;

    /// <summary>Tells of a classifier's own threshold, where it has one.</summary>
    internal static void ShowThreshold(Terminal terminal, Model model)
    {
        if (Threshold(model) is { } threshold)
        {
            terminal.Paragraph(2, $"{threshold}");
        }
    }

    /// <summary>One sentence on how many rows fell into each cluster.</summary>
    internal static string Clusters(ClusteringReport report)
    {
        var shown = report.Sizes.Take(ClassesShown).Select((size, cluster) => $"{cluster}: {Figure.Count(size)}");
        return report.Sizes.Count == 0
            ? "No clusters were found; every row is noise."
            : $"Rows by cluster: {string.Join(", ", shown)}{(report.Sizes.Count > ClassesShown ? $" and {report.Sizes.Count - ClassesShown} more clusters" : "")}.";
    }

    /// <summary>One sentence on whether the model learned anything at all.</summary>
    internal static string Verdict(Report report, Report baseline)
    {
        var (name, guess) = report is ClassificationReport
            ? ("log_loss", "guessing by the classes' shares")
            : ("rmse", "always answering the mean");
        var (own, other) = (report[name], baseline[name]);
        var interval = report.Scores.FirstOrDefault(score => score.Name == name)?.Interval;
        if (!(own < other))
        {
            return $"No better than {guess} ({name} {Figure.Score(own)} against {Figure.Score(other)}): it has learned nothing that holds on new rows.";
        }

        var gain = $"Better than {guess}: {name} {Figure.Score(own)} against {Figure.Score(other)}, {Figure.Share(1 - (own / other))} less";
        return interval is { } range && range.High >= other
            ? $"{gain}; but with so few rows that may be chance."
            : $"{gain}.";
    }

    /// <summary>The figures for a program: value and interval by name.</summary>
    internal static Dictionary<string, object> Document(Report report) =>
        report.Scores.ToDictionary(
            score => score.Name,
            object (score) => new { score.Value, Low = score.Interval?.Low, High = score.Interval?.High });
}
