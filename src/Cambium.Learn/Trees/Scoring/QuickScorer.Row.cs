using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

sealed partial class QuickScorer
{
    // A row's ranks lie in registers where they are no more than this.
    const int RegisterRanks = 128;

    readonly RowGroups _groups;

    /// <summary>Adds the trees' values to the scores of one row, in the order of the trees.</summary>
    /// <param name="row">One value a feature.</param>
    /// <param name="scores">k items.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal unsafe void AddTo(ReadOnlySpan<double> row, Span<double> scores)
    {
        if (!Avx512Vbmi.IsSupported || _columns.Length > RegisterRanks)
        {
            AddSlowly(row, scores);
            return;
        }

        var ranks = stackalloc byte[RegisterRanks];
        var values = stackalloc float[RegisterRanks];
        ReadRow(row, values);
        _ranks.OfRow(values, _columns.Length, ranks);

        var planes = stackalloc byte[LeafPlanes.Count * LeafPlanes.Lanes];
        var few = _columns.Length <= RegisterRanks / 2;
        for (var first = 0; first < TreeCount; first += LeafPlanes.Lanes)
        {
            var (start, end) = (_groups.Starts[first / LeafPlanes.Lanes], _groups.Starts[(first / LeafPlanes.Lanes) + 1]);
            AskGroup(_groups.Steps.Pointer + start, _groups.Steps.Pointer + end, ranks, few, planes);
            for (var tree = first; tree < Math.Min(first + LeafPlanes.Lanes, TreeCount) && _levelQuestions.Length > 0; tree++)
            {
                for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
                {
                    ref readonly var question = ref _levelQuestions[i];
                    var kept = GoesLeft(question, (float)row[_columns[question.Column].Feature]) ? uint.MaxValue : question.Mask;
                    for (var plane = 0; plane < LeafPlanes.Count; plane++)
                    {
                        planes[(plane * LeafPlanes.Lanes) + tree - first] &= (byte)(kept >> (8 * plane));
                    }
                }
            }

            AddLeaves(first, planes, scores);
        }

        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe void ReadRow(ReadOnlySpan<double> row, float* values)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            values[i] = ScoreValues.Read(row[_columns[i].Feature], _columns[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void AskGroup(byte* step, byte* end, byte* ranks, bool few, byte* planes)
    {
        const int Lanes = LeafPlanes.Lanes;
        var (low, high) = (Vector512.Load(ranks), Vector512.Load(ranks + Lanes));
        var all = Vector512<byte>.AllBitsSet;
        var (p0, p1, p2, p3) = (all, all, all, all);
        for (; step < end; step += RowGroups.StepBytes)
        {
            var places = Vector512.Load(step);
            var asked = few ? Avx512Vbmi.PermuteVar64x8(low, places) : Avx512Vbmi.PermuteVar64x8x2(low, places, high);
            var right = Vector512.GreaterThan(asked, Vector512.Load(step + Lanes));
            p0 = LeafPlanes.Cleared(p0, right, Vector512.Load(step + (2 * Lanes)));
            p1 = LeafPlanes.Cleared(p1, right, Vector512.Load(step + (3 * Lanes)));
            p2 = LeafPlanes.Cleared(p2, right, Vector512.Load(step + (4 * Lanes)));
            p3 = LeafPlanes.Cleared(p3, right, Vector512.Load(step + (5 * Lanes)));
        }

        p0.Store(planes);
        p1.Store(planes + Lanes);
        p2.Store(planes + (2 * Lanes));
        p3.Store(planes + (3 * Lanes));
    }

    /// <summary>Asks tree by tree, question by question.</summary>
    unsafe void AddSlowly(ReadOnlySpan<double> row, Span<double> scores)
    {
        using var values = new NativeArray<float>(_columns.Length);
        using var ranksOfRow = new NativeArray<byte>(_columns.Length);
        ReadRow(row, values.Pointer);
        _ranks.OfRow(values.Pointer, _columns.Length, ranksOfRow.Pointer);
        var ranks = ranksOfRow.Pointer;

        for (var tree = 0; tree < TreeCount; tree++)
        {
            var leaves = uint.MaxValue;
            for (var i = _starts[tree]; i < _starts[tree + 1]; i++)
            {
                leaves &= ranks[_questionColumns[i]] > _questionRanks[i] ? _masks[i] : uint.MaxValue;
            }

            for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
            {
                ref readonly var question = ref _levelQuestions[i];
                leaves &= GoesLeft(question, (float)row[_columns[question.Column].Feature]) ? uint.MaxValue : question.Mask;
            }

            scores[tree % _outputs] += _leaves.Pointer[(tree * MostLeaves) + uint.TrailingZeroCount(leaves)];
        }

        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe void AddLeaves(int first, byte* planes, Span<double> scores)
    {
        const int Lanes = LeafPlanes.Lanes;
        var exits = LeafPlanes.LowestBit(
            Vector512.Load(planes), Vector512.Load(planes + Lanes), Vector512.Load(planes + (2 * Lanes)), Vector512.Load(planes + (3 * Lanes)));
        exits.Store(planes);
        var trees = Math.Min(Lanes, TreeCount - first);
        var leaves = _leaves.Pointer + (first * MostLeaves);
        if (_outputs == 1)
        {
            var score = scores[0];
            for (var lane = 0; lane < trees; lane++)
            {
                score += leaves[(lane * MostLeaves) + planes[lane]];
            }

            scores[0] = score;
            return;
        }

        for (var lane = 0; lane < trees; lane++)
        {
            scores[(first + lane) % _outputs] += leaves[(lane * MostLeaves) + planes[lane]];
        }
    }
}
