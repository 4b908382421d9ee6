using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

sealed partial class QuickScorer
{
    // A row's ranks lie in registers where they are no more than this.
    const int RegisterRanks = 128;

    readonly RowGroups _groups;

    /// <summary>Adds the trees' values to the scores of one row, in the order of the trees; only where that <see cref="SuitsRows"/>.</summary>
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

        var planes = stackalloc byte[RowGroups.Planes * LeafPlanes.Lanes];
        var few = _columns.Length <= RegisterRanks / 2;
        for (var first = 0; first < TreeCount; first += LeafPlanes.Lanes)
        {
            var step = _groups.Steps.Pointer + _groups.Starts[first / LeafPlanes.Lanes];
            var end = _groups.Steps.Pointer + _groups.Starts[(first / LeafPlanes.Lanes) + 1];
            if (_levelQuestions.Length == 0)
            {
                AskInTurn(step, end, ranks, few).Store(planes);
            }
            else
            {
                AskGroup(step, end, ranks, few, planes);
                AskLevels(row, first, planes);
                LeafPlanes.LowestBit(planes, LeafPlanes.Lanes, RowGroups.Planes).Store(planes);
            }

            AddLeaves(first, planes, scores);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Asks what 64 trees ask of categories.</summary>
    unsafe void AskLevels(ReadOnlySpan<double> row, int first, byte* planes)
    {
        for (var tree = first; tree < Math.Min(first + LeafPlanes.Lanes, TreeCount); tree++)
        {
            for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
            {
                ref readonly var question = ref _levelQuestions[i];
                if (!GoesLeft(question, (float)row[_columns[question.Column].Feature]))
                {
                    for (var plane = question.Lost.FirstPlane; plane < question.Lost.EndPlane; plane++)
                    {
                        planes[(plane * LeafPlanes.Lanes) + tree - first] &= (byte)~question.Lost.Bits(plane);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe void ReadRow(ReadOnlySpan<double> row, float* values)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            values[i] = ScoreValues.Read(row[_columns[i].Feature], _columns[i]);
        }
    }

    /// <summary>
    /// The leaves of 64 trees. Question j of a tree, of which there are leaves 0 to j up to its own end, sends a row on to leaf j + 1 where it is answered with "right" and the
    /// lowest leaf that is left so far is one of those that are lost: what lies below is lost already, and what lies above no question before has lost.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe Vector512<byte> AskInTurn(byte* step, byte* end, byte* ranks, bool few)
    {
        const int Lanes = LeafPlanes.Lanes;
        var (low, high) = (Vector512.Load(ranks), Vector512.Load(ranks + Lanes));
        var (leaves, next, never) = (Vector512<byte>.Zero, Vector512<byte>.One, Vector512<byte>.AllBitsSet);
        for (; step < end; step += RowGroups.TurnStepBytes)
        {
            var places = Vector512.Load(step);
            var asked = few ? Avx512Vbmi.PermuteVar64x8(low, places) : Avx512Vbmi.PermuteVar64x8x2(low, places, high);
            var from = Vector512.ConditionalSelect(Vector512.GreaterThan(asked, Vector512.Load(step + Lanes)), Vector512.Load(step + (2 * Lanes)), never);
            leaves = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(leaves, from), next, leaves);
            next += Vector512<byte>.One;
        }

        return leaves;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void AskGroup(byte* step, byte* end, byte* ranks, bool few, byte* planes)
    {
        const int Lanes = LeafPlanes.Lanes;
        var (low, high) = (Vector512.Load(ranks), Vector512.Load(ranks + Lanes));
        var all = Vector512<byte>.AllBitsSet;
        var (p0, p1, p2, p3) = (all, all, all, all);
        for (; step < end; step += RowGroups.PlaneStepBytes)
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
                leaves &= ranks[_questionColumns[i]] > _questionRanks[i] ? Kept(_lost[i]) : uint.MaxValue;
            }

            for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
            {
                ref readonly var question = ref _levelQuestions[i];
                leaves &= GoesLeft(question, (float)row[_columns[question.Column].Feature]) ? uint.MaxValue : Kept(question.Lost);
            }

            scores[tree % _outputs] += _leaves.Pointer[(tree * FewLeaves) + uint.TrailingZeroCount(leaves)];
        }

        GC.KeepAlive(this);
    }

    // At most 31 leaves are lost, or there would be none on the right.
    static uint Kept(LeafRange lost) => ~(((1u << (lost.End - lost.First)) - 1) << lost.First);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe void AddLeaves(int first, byte* places, Span<double> scores)
    {
        const int Lanes = LeafPlanes.Lanes;
        var trees = Math.Min(Lanes, TreeCount - first);
        var leaves = _leaves.Pointer + (first * FewLeaves);
        if (_outputs == 1)
        {
            var score = scores[0];
            for (var lane = 0; lane < trees; lane++)
            {
                score += leaves[(lane * FewLeaves) + places[lane]];
            }

            scores[0] = score;
            return;
        }

        for (var lane = 0; lane < trees; lane++)
        {
            scores[(first + lane) % _outputs] += leaves[(lane * FewLeaves) + places[lane]];
        }
    }
}
