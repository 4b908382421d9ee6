using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

sealed partial class QuickScorer
{
    // Two vectors of 64 rows share each question's threshold and leaves; a tile of some 100 columns fits the first cache.
    const int TileRows = 2 * LeafPlanes.Lanes;

    /// <summary>Adds the trees' values to the scores of rows <paramref name="start"/> and on, in the order of the trees.</summary>
    /// <param name="scores">Rows × k, row-major; its length tells how many rows.</param>
    internal unsafe void AddTo(FeatureMatrix features, int start, Span<double> scores)
    {
        var count = scores.Length / _outputs;
        using var tile = new NativeArray<byte>(Math.Max(1, _columns.Length) * TileRows);
        using var codes = new NativeArray<float>(_levelQuestions.Length > 0 ? _columns.Length * TileRows : 1);
        using var sums = new NativeArray<double>(_outputs * TileRows);
        for (var first = 0; first < count; first += TileRows)
        {
            var rows = Math.Min(TileRows, count - first);
            for (var i = 0; i < _columns.Length; i++)
            {
                Fill(features.Column(_columns[i].Feature).Slice(start + first, rows), i, tile.Pointer + (i * TileRows));
            }

            for (var i = 0; i < _columns.Length && _levelQuestions.Length > 0; i++)
            {
                FillCodes(features.Column(_columns[i].Feature).Slice(start + first, rows), codes.Pointer + (i * TileRows));
            }

            var ofTile = scores.Slice(first * _outputs, rows * _outputs);
            sums.Span.Clear(); // the rows that are not there, too
            for (var i = 0; i < ofTile.Length; i++)
            {
                sums.Pointer[(i % _outputs * TileRows) + (i / _outputs)] = ofTile[i];
            }

            AddTile(tile.Pointer, codes.Pointer, sums.Pointer);
            for (var i = 0; i < ofTile.Length; i++)
            {
                ofTile[i] = sums.Pointer[(i % _outputs * TileRows) + (i / _outputs)];
            }
        }
    }

    unsafe void Fill(ReadOnlySpan<double> values, int column, byte* target)
    {
        var singles = stackalloc float[TileRows];
        ScoreValues.Read(values, _columns[column], singles);
        _ranks.Of(singles, values.Length, column, target);

        // The rows that are not there are scored, too, and then left out.
        new Span<byte>(target + values.Length, TileRows - values.Length).Clear();
    }

    static unsafe void FillCodes(ReadOnlySpan<double> values, float* target)
    {
        var row = 0;
        foreach (var value in values)
        {
            target[row++] = (float)value;
        }

        // A category must not be looked up by what lay there before.
        new Span<float>(target + row, TileRows - row).Fill(float.NaN);
    }

    /// <summary>Adds the trees' values to the scores of a tile.</summary>
    /// <param name="tile">A tile's ranks, column after column.</param>
    /// <param name="codes">Its categories as they are; not looked at without questions on them.</param>
    /// <param name="sums">Its scores, output after output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    unsafe void AddTile(byte* tile, float* codes, double* sums)
    {
        const int Lanes = LeafPlanes.Lanes;
        var planes = stackalloc byte[LeafPlanes.Count * TileRows];
        fixed (int* planeStarts = _planeStarts, levelStarts = _levelStarts)
        fixed (PlaneQuestion* questions = _planeQuestions)
        {
            for (var tree = 0; tree < TreeCount; tree++)
            {
                for (var plane = 0; plane < LeafPlanes.Count; plane++)
                {
                    var (low, high) = (Vector512<byte>.AllBitsSet, Vector512<byte>.AllBitsSet);
                    var end = questions + planeStarts[(tree * LeafPlanes.Count) + plane + 1];
                    for (var question = questions + planeStarts[(tree * LeafPlanes.Count) + plane]; question < end; question++)
                    {
                        var ranks = tile + (question->Column * TileRows);
                        var (rank, cleared) = (Vector512.Create(question->Rank), Vector512.Create(question->Cleared));
                        low = LeafPlanes.Cleared(low, Vector512.GreaterThan(Vector512.Load(ranks), rank), cleared);
                        high = LeafPlanes.Cleared(high, Vector512.GreaterThan(Vector512.Load(ranks + Lanes), rank), cleared);
                    }

                    low.Store(planes + (plane * TileRows));
                    high.Store(planes + (plane * TileRows) + Lanes);
                }

                if (levelStarts[tree] < levelStarts[tree + 1])
                {
                    AskLevels(tree, codes, planes);
                }

                var leaves = new TreeLeaves(_leaves.Pointer + (tree * MostLeaves));
                var target = sums + (tree % _outputs * TileRows);
                Add(leaves, planes, target);
                Add(leaves, planes + Lanes, target + Lanes);
            }
        }

        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Add(in TreeLeaves leaves, byte* planes, double* target)
    {
        var exits = LeafPlanes.LowestBit(
            Vector512.Load(planes), Vector512.Load(planes + TileRows), Vector512.Load(planes + (2 * TileRows)), Vector512.Load(planes + (3 * TileRows)));
        var (lower, upper) = Vector512.Widen(exits);
        var (e0, e1) = Vector512.Widen(lower);
        var (e2, e3) = Vector512.Widen(upper);
        leaves.Add(e0, target);
        leaves.Add(e1, target + 16);
        leaves.Add(e2, target + 32);
        leaves.Add(e3, target + 48);
    }

    unsafe void AskLevels(int tree, float* codes, byte* planes)
    {
        for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
        {
            ref readonly var question = ref _levelQuestions[i];
            var ofColumn = codes + (question.Column * TileRows);
            for (var row = 0; row < TileRows; row++)
            {
                var kept = GoesLeft(question, ofColumn[row]) ? uint.MaxValue : question.Mask;
                planes[row] &= (byte)kept;
                planes[TileRows + row] &= (byte)(kept >> 8);
                planes[(2 * TileRows) + row] &= (byte)(kept >> 16);
                planes[(3 * TileRows) + row] &= (byte)(kept >> 24);
            }
        }
    }
}
