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
        using var sums = new NativeArray<double>(_outputs * TileRows);
        for (var first = 0; first < count; first += TileRows)
        {
            var rows = Math.Min(TileRows, count - first);
            for (var i = 0; i < _columns.Length; i++)
            {
                Fill(features.Column(_columns[i].Feature).Slice(start + first, rows), _columns[i], tile.Pointer + (i * TileRows));
            }

            var ofTile = scores.Slice(first * _outputs, rows * _outputs);
            sums.Span.Clear(); // the rows that are not there, too
            for (var i = 0; i < ofTile.Length; i++)
            {
                sums.Pointer[(i % _outputs * TileRows) + (i / _outputs)] = ofTile[i];
            }

            AddTile(tile.Pointer, sums.Pointer);
            for (var i = 0; i < ofTile.Length; i++)
            {
                ofTile[i] = sums.Pointer[(i % _outputs * TileRows) + (i / _outputs)];
            }
        }
    }

    static unsafe void Fill(ReadOnlySpan<double> values, in ScoreColumn column, float* target)
    {
        var lanes = Vector512<float>.Count;
        var missing = Vector512.Create(column.MissingLeft ? float.NegativeInfinity : float.PositiveInfinity);
        var row = 0;
        for (; row <= values.Length - lanes; row += lanes)
        {
            var (low, high) = (Vector512.Create(values[row..]), Vector512.Create(values[(row + (lanes / 2))..]));
            var near = Vector512.Narrow(low, high);
            var below = Vector512.Narrow(Vector512.LessThan(Vector512.WidenLower(near), low).AsInt64(), Vector512.LessThan(Vector512.WidenUpper(near), high).AsInt64());

            // The next number up: one more in its bits where it is positive, one less where it is negative.
            var step = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(near, Vector512<float>.Zero).AsInt32(), Vector512<int>.One, Vector512<int>.AllBitsSet);
            var up = (near.AsInt32() + (step & below)).AsSingle();
            var ended = Vector512.Min(Vector512.Max(up, Vector512.Create(float.MinValue)), Vector512.Create(float.MaxValue));
            Vector512.ConditionalSelect(Vector512.Equals(near, near), ended, missing).Store(target + row);
        }

        for (; row < values.Length; row++)
        {
            target[row] = Read(values[row], column);
        }

        // The rows that are not there are scored, too, and then left out; a category must not be looked up by what lay there before.
        new Span<float>(target + values.Length, TileRows - values.Length).Fill(float.PositiveInfinity);
    }

    /// <summary>Adds the trees' values to the scores of a tile.</summary>
    /// <param name="tile">A tile's values, column after column.</param>
    /// <param name="sums">Its scores, output after output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    unsafe void AddTile(float* tile, double* sums)
    {
        var lanes = Vector512<float>.Count;
        var exits = stackalloc uint[TileRows];
        fixed (int* starts = _starts, columns = _questionColumns, levelStarts = _levelStarts)
        fixed (float* thresholds = _thresholds)
        fixed (uint* masks = _masks)
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

                if (levelStarts[tree] < levelStarts[tree + 1])
                {
                    v0.Store(exits);
                    v1.Store(exits + lanes);
                    v2.Store(exits + (2 * lanes));
                    v3.Store(exits + (3 * lanes));
                    AskLevels(tree, tile, exits);
                    v0 = Vector512.Load(exits);
                    v1 = Vector512.Load(exits + lanes);
                    v2 = Vector512.Load(exits + (2 * lanes));
                    v3 = Vector512.Load(exits + (3 * lanes));
                }

                var leaves = new TreeLeaves(_leaves.Pointer + (tree * MostLeaves));
                var target = sums + (tree % _outputs * TileRows);
                leaves.Add(LowestBit(v0), target);
                leaves.Add(LowestBit(v1), target + lanes);
                leaves.Add(LowestBit(v2), target + (2 * lanes));
                leaves.Add(LowestBit(v3), target + (3 * lanes));
            }
        }

        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> Kept(Vector512<float> values, Vector512<float> threshold, Vector512<uint> leaves, Vector512<uint> mask) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(values, threshold).AsUInt32(), leaves & mask, leaves);

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

    /// <summary>The places of the lowest bits: a power of 2 has its exponent as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> LowestBit(Vector512<uint> leaves)
    {
        // As a signed number the highest bit is −2^31, whose exponent is the same.
        var lowest = Vector512.ConvertToSingle((leaves & (Vector512<uint>.Zero - leaves)).AsInt32());
        return ((lowest.AsUInt32() >>> ExponentShift) & Vector512.Create(0xFFu)) - Vector512.Create(ExponentBias);
    }
}
