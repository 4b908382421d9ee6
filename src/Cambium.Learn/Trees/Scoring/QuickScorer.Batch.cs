using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

sealed partial class QuickScorer
{
    // Four vectors of 16 rows share each question's threshold and mask; a tile of some 60 columns fits the first cache.
    const int TileRows = 64;

    // The exponent's place and offset in a single-precision number.
    const int ExponentShift = 23;
    const uint ExponentBias = 127;

    /// <summary>Adds the trees' values to the scores of rows <paramref name="start"/> and on, in the order of the trees.</summary>
    /// <param name="scores">Rows × k, row-major; its length tells how many rows.</param>
    internal unsafe void AddTo(FeatureMatrix features, int start, Span<double> scores)
    {
        var count = scores.Length / _outputs;
        using var tile = new NativeArray<float>(Math.Max(1, _columns.Length) * TileRows);
        for (var first = 0; first < count; first += TileRows)
        {
            var rows = Math.Min(TileRows, count - first);
            for (var i = 0; i < _columns.Length; i++)
            {
                Fill(features.Column(_columns[i].Feature).Slice(start + first, rows), _columns[i], tile.Pointer + (i * TileRows));
            }

            fixed (double* ofTile = scores.Slice(first * _outputs, rows * _outputs))
            {
                AddTile(tile.Pointer, ofTile, rows);
            }
        }
    }

    static unsafe void Fill(ReadOnlySpan<double> values, in ScoreColumn column, float* target)
    {
        for (var row = 0; row < values.Length; row++)
        {
            target[row] = Read(values[row], column);
        }

        // The rows that are not there are scored, too, and then left out; a category must not be looked up by what lay there before.
        new Span<float>(target + values.Length, TileRows - values.Length).Fill(float.NaN);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    unsafe void AddTile(float* tile, double* scores, int rows)
    {
        var lanes = Vector512<float>.Count;
        var exits = stackalloc uint[TileRows];
        fixed (int* starts = _starts, columns = _questionColumns)
        fixed (float* thresholds = _thresholds)
        fixed (uint* masks = _masks)
        fixed (double* leaves = _leaves)
        {
            for (var tree = 0; tree < TreeCount; tree++)
            {
                var v0 = Vector512<uint>.AllBitsSet;
                var v1 = Vector512<uint>.AllBitsSet;
                var v2 = Vector512<uint>.AllBitsSet;
                var v3 = Vector512<uint>.AllBitsSet;
                for (var i = starts[tree]; i < starts[tree + 1]; i++)
                {
                    var values = tile + (columns[i] * TileRows);
                    var threshold = Vector512.Create(thresholds[i]);
                    var mask = Vector512.Create(masks[i]);
                    v0 = Kept(Vector512.Load(values), threshold, v0, mask);
                    v1 = Kept(Vector512.Load(values + lanes), threshold, v1, mask);
                    v2 = Kept(Vector512.Load(values + (2 * lanes)), threshold, v2, mask);
                    v3 = Kept(Vector512.Load(values + (3 * lanes)), threshold, v3, mask);
                }

                v0.Store(exits);
                v1.Store(exits + lanes);
                v2.Store(exits + (2 * lanes));
                v3.Store(exits + (3 * lanes));
                AskLevels(tree, tile, exits);
                ToLeaves(exits);
                var ofTree = leaves + (tree * MostLeaves);
                var output = tree % _outputs;
                for (var row = 0; row < rows; row++)
                {
                    scores[(row * _outputs) + output] += ofTree[exits[row]];
                }
            }
        }
    }

    // NaN compares false, and so goes right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> Kept(Vector512<float> values, Vector512<float> threshold, Vector512<uint> leaves, Vector512<uint> mask) =>
        Vector512.ConditionalSelect(Vector512.LessThanOrEqual(values, threshold).AsUInt32(), leaves, leaves & mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe void AskLevels(int tree, float* tile, uint* exits)
    {
        for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
        {
            ref readonly var question = ref _levelQuestions[i];
            var codes = tile + (question.Column * TileRows);
            for (var row = 0; row < TileRows; row++)
            {
                exits[row] &= GoesLeft(question, codes[row]) ? uint.MaxValue : question.Mask;
            }
        }
    }

    /// <summary>Words of leaves become the places of their lowest bits: a power of 2 has its exponent as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void ToLeaves(uint* exits)
    {
        for (var row = 0; row < TileRows; row += Vector512<uint>.Count)
        {
            var leaves = Vector512.Load(exits + row);
            LowestBit(leaves).Store(exits + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> LowestBit(Vector512<uint> leaves)
    {
        // As a signed number the highest bit is −2^31, whose exponent is the same.
        var lowest = Vector512.ConvertToSingle((leaves & (Vector512<uint>.Zero - leaves)).AsInt32());
        return ((lowest.AsUInt32() >>> ExponentShift) & Vector512.Create(0xFFu)) - Vector512.Create(ExponentBias);
    }
}
