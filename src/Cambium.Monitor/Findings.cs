using System.Globalization;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>What has changed between a reference and new rows.</summary>
/// <param name="ReferenceRows">The number of rows that the reference summarises.</param>
/// <param name="Rows">The number of new rows.</param>
/// <param name="Columns">One a column of the reference, in its order.</param>
/// <param name="Items">The changes, the gravest first, then in the order of the columns; empty where nothing has changed beyond chance.</param>
public sealed record Findings(long ReferenceRows, int Rows, EquatableArray<ColumnDrift> Columns, EquatableArray<Finding> Items)
{
    /// <summary>The gravest severity; null where nothing was found.</summary>
    public Severity? Worst => Items.Count == 0 ? null : Items[0].Severity;

    /// <summary>A sentence for each finding, each on a line of its own.</summary>
    public override string ToString() =>
        Items.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Rows} rows: nothing has changed beyond chance.")
            : string.Join('\n', Items.Select(item => $"{item.Severity}: {item.Sentence}"));
}
