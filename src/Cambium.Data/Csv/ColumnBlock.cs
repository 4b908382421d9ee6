using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>What one chunk gave to one column.</summary>
sealed class ColumnBlock
{
    /// <summary>How the values were read; null where there were none.</summary>
    internal ColumnType? Kind { get; set; }

    /// <summary>Bit i % 64 of word i / 64 is set where row i of the block has no value; null where every row has one.</summary>
    internal ulong[]? Missing { get; private set; }

    /// <summary>The number of rows without a value.</summary>
    internal int MissingCount { get; private set; }

    /// <summary>Whether a field was an empty text, which is a value only in a column of texts.</summary>
    internal bool HasEmptyText { get; set; }

    /// <summary>The texts that the codes of a category block stand for.</summary>
    internal LevelTable? Levels { get; set; }

    /// <summary>The texts of a string block, one after another.</summary>
    internal byte[] Bytes { get; set; } = [];

    /// <summary>Where each row's text ends in <see cref="Bytes"/>.</summary>
    internal int[] Ends { get; set; } = [];

    internal void Clear()
    {
        Missing = null;
        MissingCount = 0;
        HasEmptyText = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetMissing(int row, int rows)
    {
        Missing ??= new ulong[(rows + 63) / 64];
        Missing[row >> 6] |= 1UL << (row & 63);
        MissingCount++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsMissing(int row) => Missing is not null && (Missing[row >> 6] >> (row & 63) & 1) != 0;
}
