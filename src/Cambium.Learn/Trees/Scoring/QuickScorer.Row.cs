using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

sealed partial class QuickScorer
{
    const int GroupTrees = RowGroups.Trees;

    // A row's values lie in registers where they are no more than this.
    const int RegisterValues = 64;

    readonly RowGroups _groups;
    readonly int[] _asked; // the features that questions on numbers ask for, rising

    /// <summary>Adds the trees' values to the scores of one row, in the order of the trees.</summary>
    /// <param name="row">One value a feature.</param>
    /// <param name="scores">k items.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal unsafe void AddTo(ReadOnlySpan<double> row, Span<double> scores)
    {
        var values = stackalloc float[RegisterValues];
        var inRegisters = Avx512F.IsSupported && _asked.Length <= RegisterValues;
        for (var i = 0; i < _asked.Length && inRegisters; i++)
        {
            values[i] = MathF.Min(RoundUp(row[_asked[i]]), float.MaxValue); // NaN stays
            inRegisters = !float.IsNaN(values[i]);
        }

        var exits = stackalloc uint[GroupTrees];
        var few = _asked.Length <= RegisterValues / 2;
        for (var first = 0; first < TreeCount; first += GroupTrees)
        {
            var (start, end) = (_groups.Starts[first / GroupTrees], _groups.Starts[(first / GroupTrees) + 1]);
            var leaves = !inRegisters ? Vector512<uint>.AllBitsSet : few ? AskFew(start, end, values) : AskMore(start, end, values);
            leaves.Store(exits);
            if (!inRegisters || _levelQuestions.Length > 0)
            {
                AskSlowly(first, row, inRegisters, exits);
            }

            AddLeaves(first, exits, scores);
        }

        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe Vector512<uint> AskFew(int start, int end, float* values)
    {
        var leaves = Vector512<uint>.AllBitsSet;
        var (low, high) = (Vector512.Load(values), Vector512.Load(values + GroupTrees));
        var places = _groups.Places.Pointer;
        var thresholds = _groups.Thresholds.Pointer;
        var masks = _groups.Masks.Pointer;
        for (var at = start; at < end; at += GroupTrees)
        {
            var asked = Avx512F.PermuteVar16x32x2(low, Avx512F.ConvertToVector512Int32(Vector128.Load(places + at)), high);
            leaves = Kept(asked, Vector512.Load(thresholds + at), leaves, Vector512.Load(masks + at));
        }

        return leaves;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe Vector512<uint> AskMore(int start, int end, float* values)
    {
        var leaves = Vector512<uint>.AllBitsSet;
        var (v0, v1, v2, v3) = (Vector512.Load(values), Vector512.Load(values + 16), Vector512.Load(values + 32), Vector512.Load(values + 48));
        var half = Vector512.Create(RegisterValues / 2);
        var places = _groups.Places.Pointer;
        var thresholds = _groups.Thresholds.Pointer;
        var masks = _groups.Masks.Pointer;
        for (var at = start; at < end; at += GroupTrees)
        {
            // A permutation looks at the lowest five bits of a place.
            var place = Avx512F.ConvertToVector512Int32(Vector128.Load(places + at));
            var asked = Vector512.ConditionalSelect(
                Vector512.LessThan(place, half).AsSingle(), Avx512F.PermuteVar16x32x2(v0, place, v1), Avx512F.PermuteVar16x32x2(v2, place, v3));
            leaves = Kept(asked, Vector512.Load(thresholds + at), leaves, Vector512.Load(masks + at));
        }

        return leaves;
    }

    /// <summary>Asks, tree by tree, what registers cannot: questions on categories, and those on numbers where one is missing.</summary>
    unsafe void AskSlowly(int first, ReadOnlySpan<double> row, bool onlyLevels, uint* exits)
    {
        for (var tree = first; tree < Math.Min(first + GroupTrees, TreeCount); tree++)
        {
            for (var i = _starts[tree]; i < _starts[tree + 1] && !onlyLevels; i++)
            {
                var column = _columns[_questionColumns[i]];
                exits[tree - first] &= Read(row[column.Feature], column) <= _thresholds[i] ? uint.MaxValue : _masks[i];
            }

            for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
            {
                ref readonly var question = ref _levelQuestions[i];
                exits[tree - first] &= GoesLeft(question, (float)row[_columns[question.Column].Feature]) ? uint.MaxValue : question.Mask;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe void AddLeaves(int first, uint* exits, Span<double> scores)
    {
        LowestBit(Vector512.Load(exits)).Store(exits);
        var trees = Math.Min(GroupTrees, TreeCount - first);
        var leaves = _leaves.Pointer + (first * MostLeaves);
        if (_outputs == 1)
        {
            var score = scores[0];
            for (var lane = 0; lane < trees; lane++)
            {
                score += leaves[(lane * MostLeaves) + exits[lane]];
            }

            scores[0] = score;
            return;
        }

        for (var lane = 0; lane < trees; lane++)
        {
            scores[(first + lane) % _outputs] += leaves[(lane * MostLeaves) + exits[lane]];
        }
    }
}
