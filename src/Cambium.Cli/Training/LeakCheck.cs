using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Stops a training whose answers are given away.</summary>
static class LeakCheck
{
    /// <summary>The findings that are worth a warning.</summary>
    /// <param name="rows">The rows to learn from and to judge by.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="weight">The column of weights, which is no feature; null: none.</param>
    /// <param name="options">What the user knows of the columns.</param>
    /// <exception cref="CommandException">Something severe was found.</exception>
    internal static LeakageReport Of(TrainingTable rows, string target, string? weight, LeakageOptions options)
    {
        foreach (var name in options.Allowed)
        {
            if (!rows.Learn.Contains(name))
            {
                throw CommandException.Misuse(
                    $"--allow-leak names '{name}', but no such column is left to learn from.{NearestName.Suggestion(name, rows.Learn.Columns.Select(column => column.Name))}");
            }
        }

        var known = weight is null ? options : options with { Allowed = [.. options.Allowed, weight] };
        var findings = LeakageGate.Check(rows.Learn, target, known).Findings.AsEnumerable();
        if (rows.HeldOut is not null)
        {
            findings = findings.Concat(LeakageGate.CheckSplit(rows.Learn, rows.HeldOut, target, known).Findings);
        }

        var report = new LeakageReport(findings.OrderByDescending(finding => finding.Severity).ToEquatableArray());
        return report.IsSevere ? throw Stop(report) : report;
    }

    /// <summary>The column that says when the answer of a row is asked for; null where none is named.</summary>
    /// <exception cref="CommandException">It is the target, or holds no dates.</exception>
    /// <exception cref="ArgumentException">It is not there.</exception>
    internal static string? EventTime(Table table, string? target, LeakageOptions options)
    {
        if (options.EventTime is not { } time)
        {
            return null;
        }

        if (time == target)
        {
            throw CommandException.Misuse($"'{time}' is both --target and --event-time. Name two columns.");
        }

        return table[time] is Column<DateTime>
            ? time
            : throw CommandException.Misuse($"--event-time takes a column of dates, but '{time}' holds values of type {ProfileView.TypeName(table[time].Type)}. Read it with --type {ShellWord.Of($"{time}=date")}.");
    }

    static CommandException Stop(LeakageReport report)
    {
        var severe = report.Findings.Where(finding => finding.Severity == LeakageSeverity.Severe).ToArray();
        var names = ShellWord.Of(string.Join(',', severe.SelectMany(finding => finding.Columns).Distinct()));
        return CommandException.Failed(
            $"The answer is given away, so scores would mean nothing. {string.Join(' ', severe.Select(finding => finding.Message))} "
            + $"To train without: --drop {names}. Where known before the answer is: --allow-leak {names}.");
    }
}
