using Cambium.Monitor;

namespace Cambium.Cli;

/// <summary>What became of checks, on the terminal: a table of those that do not hold, and the rows that break them.</summary>
static class CheckView
{
    const int MostRowsShown = 3;

    internal static void Show(Terminal terminal, string file, CheckReport report)
    {
        var open = report.Results.Where(result => result.Outcome != CheckOutcome.Passed).OrderByDescending(result => result.Severity).ToArray();
        if (open.Length > 0)
        {
            var table = Plain.Table();
            table.AddColumn(Plain.LeftUnbroken("")).AddColumn(Plain.Left("check")).AddColumn(Plain.Left("expected")).AddColumn(Plain.Left("found"));
            foreach (var result in open)
            {
                Plain.AddRow(table, Word(result), Plain.Clean(result.Name), Plain.Clean(result.Expected), Plain.Clean(result.Found));
            }

            terminal.Show(table);
        }

        foreach (var result in open.Where(result => result.Evidence.Count > 0))
        {
            var rows = result.Evidence.Take(MostRowsShown).Select(row => $"row {Figure.Count(row.Row)}: {Values(result, row)}");
            terminal.Paragraph(2, $"{Plain.Clean(result.Name)}: {string.Join("; ", rows)}{(result.Failing > MostRowsShown ? "; ..." : "")}");
        }

        terminal.Line($"[bold]{file}[/]: {Sentence(report)}");
    }

    /// <summary>The counts in one sentence.</summary>
    internal static string Sentence(CheckReport report)
    {
        var passed = report.Results.Count(result => result.Outcome == CheckOutcome.Passed);
        var warned = report.Results.Count(result => result.Outcome != CheckOutcome.Passed && !result.Stops);
        var stopped = report.Results.Count(result => result.Stops);
        var rest = stopped + warned == 0 ? "" : $"; {(stopped > 0 ? $"{stopped} {(stopped == 1 ? "does" : "do")} not" : "")}{(stopped > 0 && warned > 0 ? ", " : "")}{(warned > 0 ? $"{warned} {(warned == 1 ? "is a warning" : "are warnings")}" : "")}";
        return $"{Figure.Count(report.Rows, "row")}, {passed} of {report.Results.Count} checks hold{rest}.";
    }

    /// <summary>What the outcome is called.</summary>
    internal static string Word(CheckResult result) => (result.Outcome, result.Severity) switch
    {
        (CheckOutcome.Passed, _) => "holds",
        (CheckOutcome.Failed, CheckSeverity.Warn) => "warning",
        (CheckOutcome.Failed, _) => "FAILED",
        (_, CheckSeverity.Warn) => "not run",
        _ => "NOT RUN",
    };

    /// <summary>The values of a row that breaks a check, with the names of their columns.</summary>
    internal static string Values(CheckResult result, FailingRow row) =>
        Plain.Clean(string.Join(", ", result.Columns.Zip(row.Values, (column, value) => value is null ? $"{column} missing" : $"{column} = {Plain.Cut(value, 40)}")));
}
