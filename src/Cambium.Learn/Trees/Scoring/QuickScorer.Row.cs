using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

sealed partial class QuickScorer
{
    // Trees side by side, one a lane.
    const int GroupTrees = 16;

    // A row's values lie in registers where they are no more than this.
    const int RegisterValues = 64;

    readonly RowGroup[] _groups;
    readonly int[] _asked; // the features that questions on numbers ask for, rising

    /// <summary>Adds the trees' values to the scores of one row, in the order of the trees.</summary>
    /// <param name="row">One value a feature.</param>
    /// <param name="scores">k items.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal unsafe void AddTo(ReadOnlySpan<double> row, Span<double> scores)
    {
        var room = Math.Max(RegisterValues, _asked.Length);
        var values = room <= 1024 ? stackalloc float[room] : new float[room];
        var inRegisters = Avx512F.IsSupported && _asked.Length <= RegisterValues;
        for (var i = 0; i < _asked.Length && inRegisters; i++)
        {
            values[i] = RoundUp(row[_asked[i]]);
            inRegisters = !float.IsNaN(values[i]);
        }

        fixed (float* first = values)
        {
            var exits = stackalloc uint[GroupTrees];
            var few = _asked.Length <= RegisterValues / 2;
            for (var i = 0; i < _groups.Length; i++)
            {
                var leaves = !inRegisters ? Vector512<uint>.AllBitsSet : few ? AskFew(_groups[i], first) : AskMore(_groups[i], first);
                leaves.Store(exits);
                if (!inRegisters || _levelQuestions.Length > 0)
                {
                    AskSlowly(i, row, inRegisters, exits);
                }

                AddLeaves(i, exits, scores);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe Vector512<uint> AskFew(RowGroup group, float* values)
    {
        var leaves = Vector512<uint>.AllBitsSet;
        var (low, high) = (Vector512.Load(values), Vector512.Load(values + GroupTrees));
        fixed (byte* places = group.Places)
        fixed (float* thresholds = group.Thresholds)
        fixed (uint* masks = group.Masks)
        {
            for (var at = 0; at < group.Masks.Length; at += GroupTrees)
            {
                var asked = Avx512F.PermuteVar16x32x2(low, Avx512F.ConvertToVector512Int32(Vector128.Load(places + at)), high);
                leaves = Kept(asked, Vector512.Load(thresholds + at), leaves, Vector512.Load(masks + at));
            }
        }

        return leaves;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe Vector512<uint> AskMore(RowGroup group, float* values)
    {
        var leaves = Vector512<uint>.AllBitsSet;
        var (v0, v1, v2, v3) = (Vector512.Load(values), Vector512.Load(values + 16), Vector512.Load(values + 32), Vector512.Load(values + 48));
        var half = Vector512.Create(RegisterValues / 2);
        fixed (byte* places = group.Places)
        fixed (float* thresholds = group.Thresholds)
        fixed (uint* masks = group.Masks)
        {
            for (var at = 0; at < group.Masks.Length; at += GroupTrees)
            {
                // A permutation looks at the lowest five bits of a place.
                var place = Avx512F.ConvertToVector512Int32(Vector128.Load(places + at));
                var asked = Vector512.ConditionalSelect(
                    Vector512.LessThan(place, half).AsSingle(), Avx512F.PermuteVar16x32x2(v0, place, v1), Avx512F.PermuteVar16x32x2(v2, place, v3));
                leaves = Kept(asked, Vector512.Load(thresholds + at), leaves, Vector512.Load(masks + at));
            }
        }

        return leaves;
    }

    /// <summary>Asks, tree by tree, what registers cannot: questions on categories, and those on numbers where one is missing.</summary>
    unsafe void AskSlowly(int groupNumber, ReadOnlySpan<double> row, bool onlyLevels, uint* exits)
    {
        var first = groupNumber * GroupTrees;
        for (var lane = 0; lane < _groups[groupNumber].Trees; lane++)
        {
            var tree = first + lane;
            for (var i = _starts[tree]; i < _starts[tree + 1] && !onlyLevels; i++)
            {
                var column = _columns[_questionColumns[i]];
                exits[lane] &= Read(row[column.Feature], column) <= _thresholds[i] ? uint.MaxValue : _masks[i];
            }

            for (var i = _levelStarts[tree]; i < _levelStarts[tree + 1]; i++)
            {
                ref readonly var question = ref _levelQuestions[i];
                exits[lane] &= GoesLeft(question, (float)row[_columns[question.Column].Feature]) ? uint.MaxValue : question.Mask;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    unsafe void AddLeaves(int groupNumber, uint* exits, Span<double> scores)
    {
        LowestBit(Vector512.Load(exits)).Store(exits);
        var trees = _groups[groupNumber].Trees;
        var first = groupNumber * GroupTrees;
        fixed (double* leaves = &_leaves[first * MostLeaves])
        {
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

    /// <summary>The questions on numbers once more: the first of 16 trees beside each other, then the second, and so on. A tree that has none left asks one that every row passes.</summary>
    RowGroup[] RowGroups()
    {
        var groups = new RowGroup[(TreeCount + GroupTrees - 1) / GroupTrees];
        for (var i = 0; i < groups.Length; i++)
        {
            var first = i * GroupTrees;
            var trees = Math.Min(GroupTrees, TreeCount - first);
            var most = Enumerable.Range(first, trees).Max(tree => _starts[tree + 1] - _starts[tree]);
            var group = new RowGroup(trees, most * GroupTrees);
            for (var lane = 0; lane < trees; lane++)
            {
                for (var at = _starts[first + lane]; at < _starts[first + lane + 1]; at++)
                {
                    var place = Array.BinarySearch(_asked, _columns[_questionColumns[at]].Feature);
                    group.Set(((at - _starts[first + lane]) * GroupTrees) + lane, place, _thresholds[at], _masks[at]);
                }
            }

            groups[i] = group;
        }

        return groups;
    }
}
