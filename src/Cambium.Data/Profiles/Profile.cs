using System.Text.Json.Serialization;

namespace Cambium.Data;

/// <summary>A compact statistical summary of a table: the reference that later rows are compared with.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">One summary a column, in the table's order.</param>
public sealed record Profile(long Rows, EquatableArray<ColumnProfile> Columns)
{
    // Rows of a block, so that what is read once for several figures lies in a cache.
    const int BlockSize = 1 << 16;

    /// <summary>
    /// How many rows are equal to an earlier one in every column; null where relations were not looked at, or where there were more than four million rows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DuplicateRows { get; init; }

    /// <summary>Which columns are missing together, the most frequent first, up to 20; rows with every value are not among them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EquatableArray<MissingPattern> MissingPatterns { get; init; }

    /// <summary>How pairs of columns go together, in the order of the columns; of the first 64 columns of numbers and the first 64 of values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EquatableArray<ColumnAssociation> Associations { get; init; }

    /// <summary>Summarises the columns of a table. Time O(n) a column, memory about 200 KiB a column, of texts up to 4 MiB.</summary>
    public static Profile Of(Table table) => Of(table, new ProfileOptions());

    /// <inheritdoc cref="Of(Table)"/>
    /// <param name="table">The rows.</param>
    /// <param name="options">What to look at beyond single columns.</param>
    public static Profile Of(Table table, ProfileOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        var builder = new ProfileBuilder(table.Schema, options);
        for (var start = 0; start < table.RowCount; start += BlockSize)
        {
            builder.Add(table.Slice(start, Math.Min(BlockSize, table.RowCount - start)));
        }

        return builder.Build();
    }

    /// <summary>What a person should look at before trusting the data, the gravest first.</summary>
    public IReadOnlyList<ProfileFinding> Findings() => ProfileFindings.Of(this);
}
