namespace Cambium.Data;

/// <summary>The row with the least or greatest text of each group, by the bytes of UTF-8, which is the order of code points.</summary>
static class TextExtremes
{
    /// <summary>A row for each group; <see cref="RowGather.NoRow"/> for one without a text.</summary>
    internal static int[] RowsOf(TextColumn column, Groups groups, bool greatest)
    {
        var rows = new int[groups.Count];
        rows.AsSpan().Fill(RowGather.NoRow);
        for (var row = 0; row < column.Length; row++)
        {
            ref var best = ref rows[groups.Ids[row]];
            if (column.Validity[row] && (best == RowGather.NoRow || IsBefore(column.Utf8(row), column.Utf8(best), greatest)))
            {
                best = row;
            }
        }

        return rows;
    }

    static bool IsBefore(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, bool greatest) => greatest ? x.SequenceCompareTo(y) > 0 : x.SequenceCompareTo(y) < 0;
}
