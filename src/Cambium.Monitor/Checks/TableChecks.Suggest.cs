using Cambium.Data;

namespace Cambium.Monitor;

public sealed partial class TableChecks
{
    /// <inheritdoc cref="Suggest(TableScan)"/>
    /// <param name="table">The rows.</param>
    public static TableChecks Suggest(Table table) => Suggest(TableScan.Of(table));

    /// <summary>
    /// First checks for tables like this one, for a person to go over: columns and types, how much may be missing, ranges with some room, short lists of values, keys. The rows themselves
    /// pass them.
    /// </summary>
    /// <remarks>
    /// Two passes over the rows. Memory does not grow with them: about 200 KiB a column, of texts up to 4 MiB, and for columns that look like keys 48 bytes a row; beyond 4,194,304 rows
    /// none is suggested to be unique.
    /// </remarks>
    /// <param name="scan">The rows.</param>
    /// <exception cref="TableException">There are no rows to learn from, or the file is no table.</exception>
    public static TableChecks Suggest(TableScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var checks = new TableChecks(CheckSuggestions.Of(scan));
        var report = checks.Run(scan, new CheckOptions { EvidenceRows = 0 });
        return new TableChecks([.. checks.Items.Where((_, at) => report.Results[at].Outcome == CheckOutcome.Passed)]);
    }
}
