using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>What became of all checks of a table.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Results">One result a check, in the order of the checks.</param>
public sealed record CheckReport(long Rows, EquatableArray<CheckResult> Results)
{
    /// <summary>Whether the data may be used: no check of <see cref="CheckSeverity.Fail"/> failed or could not be run.</summary>
    public bool Passed => !Results.Any(result => result.Stops);

    /// <summary>One line for each check that did not pass, and one with the counts.</summary>
    public override string ToString()
    {
        var lines = Results.Where(result => result.Outcome != CheckOutcome.Passed)
            .Select(result => $"{result.Severity}: {result.Name}: expected {result.Expected}; {result.Found}");
        return string.Join('\n', lines.Append($"{Results.Count(result => result.Outcome == CheckOutcome.Passed)} of {Results.Count} checks passed."));
    }
}
