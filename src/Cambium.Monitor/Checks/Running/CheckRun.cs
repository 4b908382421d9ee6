using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>One check under way.</summary>
abstract class CheckRun(TableCheck check)
{
    /// <summary>Looks at a block of rows.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="before">The number of rows that came before.</param>
    /// <exception cref="TableException">The check cannot be run on these columns.</exception>
    internal abstract void Add(Table block, long before);

    /// <summary>What became of it.</summary>
    /// <exception cref="TableException">The check cannot be judged.</exception>
    internal abstract CheckResult Finish(long rows);

    /// <summary>The result of a check that looks at all rows together.</summary>
    protected CheckResult Judged(bool holds, string found, long rows) =>
        new(check.Name, check.Severity, holds ? CheckOutcome.Passed : CheckOutcome.Failed, check.Columns, check.Expected, found) { Checked = rows };
}
