using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// The thresholds that questions compare a column with, at most 255 and rising. A value becomes the number of thresholds below it, a byte, once; a question is then answered with
/// "right" where that number is above the threshold's own place.
/// </summary>
sealed unsafe class ThresholdRanks
{
    // One vector of the last threshold of each block, then one of a block.
    const int BlockSize = 16;
    const int Most = (BlockSize * BlockSize) - 1;

    readonly AlignedArray<float> _ends;   // of a column's 16 blocks
    readonly AlignedArray<float> _blocks; // 256 a column; +∞, which is below nothing, where there is no threshold

    ThresholdRanks(float[][] thresholds)
    {
        _ends = new AlignedArray<float>(thresholds.Length * BlockSize);
        _blocks = new AlignedArray<float>(thresholds.Length * BlockSize * BlockSize);
        _blocks.Span.Fill(float.PositiveInfinity);
        for (var column = 0; column < thresholds.Length; column++)
        {
            thresholds[column].CopyTo(_blocks.Span[(column * BlockSize * BlockSize)..]);
        }

        for (var block = 0; block < _ends.Length; block++)
        {
            _ends.Span[block] = _blocks.Span[(block * BlockSize) + BlockSize - 1];
        }
    }

    /// <summary>Ranks the questions' thresholds, or gives null where a column has too many.</summary>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="places">The column of each question.</param>
    /// <param name="thresholds">The threshold of each question.</param>
    /// <param name="ranks">Receives the place of each question's threshold among those of its column.</param>
    internal static ThresholdRanks? TryMake(int columns, List<int> places, List<float> thresholds, Span<byte> ranks)
    {
        var ofColumns = new List<float>[columns];
        for (var column = 0; column < columns; column++)
        {
            ofColumns[column] = [];
        }

        for (var i = 0; i < places.Count; i++)
        {
            ofColumns[places[i]].Add(thresholds[i]);
        }

        var distinct = Array.ConvertAll(ofColumns, values => values.Distinct().Order().ToArray());
        if (distinct.Any(values => values.Length > Most))
        {
            return null;
        }

        for (var i = 0; i < places.Count; i++)
        {
            ranks[i] = (byte)Array.BinarySearch(distinct[places[i]], thresholds[i]);
        }

        return new ThresholdRanks(distinct);
    }

    /// <summary>How many of a column's thresholds are below each value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Of(float* values, int count, int column, byte* ranks)
    {
        var ends = Vector512.Load(_ends.Pointer + (column * BlockSize));
        var blocks = _blocks.Pointer + (column * BlockSize * BlockSize);
        for (nint i = 0; i < count; i++)
        {
            ranks[i] = Rank(ends, blocks, values[i]);
        }
    }

    /// <summary>How many of its column's thresholds are below each value, the first column's value first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void OfRow(float* values, int columns, byte* ranks)
    {
        var ends = _ends.Pointer;
        var blocks = _blocks.Pointer;
        for (nint i = 0; i < columns; i++)
        {
            ranks[i] = Rank(Vector512.Load(ends), blocks, values[i]);
            ends += BlockSize;
            blocks += BlockSize * BlockSize;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte Rank(Vector512<float> ends, float* blocks, float value)
    {
        var wanted = Vector512.Create(value);
        nint block = BlockSize * Below(ends, wanted);
        return (byte)(block + Below(Vector512.Load(blocks + block), wanted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Below(Vector512<float> thresholds, Vector512<float> value) =>
        BitOperations.PopCount(Vector512.LessThan(thresholds, value).ExtractMostSignificantBits());
}
