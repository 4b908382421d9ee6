namespace Cambium.Data;

/// <summary>A column that is being read: takes the pages of its chunks, in any order of chunks, and becomes a column of a table.</summary>
/// <param name="leaf">What the file says of it.</param>
/// <param name="firstRows">The first row of each row group that is read, and behind them the number of all rows.</param>
/// <param name="budget">What the values may take.</param>
abstract class LeafColumn(SchemaLeaf leaf, int[] firstRows, MemoryBudget budget)
{
    readonly ulong[]?[] _presence = new ulong[]?[firstRows.Length - 1];

    internal SchemaLeaf Leaf { get; } = leaf;

    protected int GroupCount => _presence.Length;

    protected int TotalRows => firstRows[^1];

    protected MemoryBudget Budget { get; } = budget;

    /// <summary>The first row of a row group.</summary>
    internal int FirstRow(int group) => firstRows[group];

    /// <summary>The number of rows of a row group.</summary>
    internal int RowCount(int group) => firstRows[group + 1] - firstRows[group];

    /// <summary>Makes room for what tells which rows of a row group have a value; null where all must.</summary>
    internal ulong[]? OpenPresence(int group, ParquetPlace place)
    {
        if (Leaf.MostDefinition == 0)
        {
            return null;
        }

        var words = (RowCount(group) + 63) / 64;
        Budget.Take(words * (long)sizeof(ulong), place);
        return new ulong[words];
    }

    /// <summary>Keeps what tells which rows of a row group have a value.</summary>
    internal void ClosePresence(int group, ulong[]? presence, int present) => _presence[group] = present == RowCount(group) ? null : presence;

    /// <summary>Takes the chunk of a row group; each is opened once, and the row groups may be read by several threads.</summary>
    internal abstract ChunkTarget Open(int group, PageScratch scratch, ParquetPlace place);

    /// <summary>The column, when every chunk has been read.</summary>
    internal abstract Column Build(int threads, ParquetPlace place);

    /// <summary>A bit a row of a row group that has been read, set where it has a value; null where every row has one.</summary>
    protected ulong[]? Presence(int group) => _presence[group];

    protected Validity ReadValidity()
    {
        if (Array.TrueForAll(_presence, bits => bits is null))
        {
            return Validity.All(TotalRows);
        }

        var words = new ulong[((long)TotalRows + 63) / 64];
        for (var group = 0; group < GroupCount; group++)
        {
            if (_presence[group] is { } bits)
            {
                Bits.Copy(bits, words, FirstRow(group), RowCount(group));
            }
            else
            {
                Bits.Set(words, FirstRow(group), RowCount(group));
            }
        }

        return Validity.FromWords(words, TotalRows);
    }
}
