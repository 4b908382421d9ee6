using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>What must hold of a table: checks with names, in order. Immutable.</summary>
public sealed partial class TableChecks
{
    // Rows of a block, as profiles have them.
    const int BlockSize = 1 << 16;

    /// <summary>Gathers checks.</summary>
    /// <exception cref="ArgumentException">Two checks share a name.</exception>
    public TableChecks(params IReadOnlyList<TableCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var twice = checks.GroupBy(check => check.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Two checks are named '{twice.Key}'. Give one of them another Name.", nameof(checks));
        }

        Items = checks.ToEquatableArray();
    }

    /// <summary>The checks, in order.</summary>
    public EquatableArray<TableCheck> Items { get; }

    /// <summary>Checks a table.</summary>
    public CheckReport Run(Table table) => Run(table, new CheckOptions());

    /// <inheritdoc cref="Run(Table)"/>
    /// <param name="table">The rows.</param>
    /// <param name="options">Clock, references, how many failing rows to show.</param>
    public CheckReport Run(Table table, CheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        var run = Start(options);
        var start = 0;
        do
        {
            var length = Math.Min(BlockSize, table.RowCount - start);
            run.Add(table.Slice(start, length));
            start += length;
        }
        while (start < table.RowCount);
        return run.Finish();
    }

    /// <summary>Checks a file that need not fit in memory, in one pass over its blocks.</summary>
    /// <param name="scan">The rows.</param>
    /// <param name="options">Clock, references, how many failing rows to show.</param>
    /// <exception cref="TableException">The file or a reference is no table; the message says where.</exception>
    public CheckReport Run(TableScan scan, CheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var run = Start(options);
        // Without rows there are no blocks, and the columns are there all the same.
        run.Add(EmptyBlock.Of(scan.Schema));
        foreach (var block in scan)
        {
            run.Add(block);
        }

        return run.Finish();
    }

    /// <summary>Begins to check rows that come in blocks, such as those of a file that does not fit into memory. References are gone through first.</summary>
    /// <exception cref="TableException">A reference is no table; the message says where.</exception>
    public TableCheckRun Start(CheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TableCheckRun(Items, options);
    }
}
