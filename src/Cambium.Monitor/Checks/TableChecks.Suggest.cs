using Cambium.Data;

namespace Cambium.Monitor;

public sealed partial class TableChecks
{
    /// <summary>
    /// First checks for tables like this one, for a person to go over: columns and types, how much may be missing, ranges with some room, short lists of values, keys. The table itself
    /// passes them.
    /// </summary>
    /// <exception cref="TableException">The table has no rows to learn from.</exception>
    public static TableChecks Suggest(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.RowCount == 0)
        {
            throw new TableException("The table has no rows, of which checks could be learned.");
        }

        var checks = new TableChecks([.. CheckSuggestions.Of(table)]);
        var report = checks.Run(table, new CheckOptions { EvidenceRows = 0 });
        return new TableChecks([.. checks.Items.Where((_, at) => report.Results[at].Outcome == CheckOutcome.Passed)]);
    }
}
