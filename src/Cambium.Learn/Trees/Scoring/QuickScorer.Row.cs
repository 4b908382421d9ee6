using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cambium.Learn;

sealed partial class QuickScorer
{
    // Trees side by side, one a lane.
    const int GroupTrees = 16;

    // A row's values lie in two registers of 16 where they are no more than that.
    const int RegisterColumns = 32;

    readonly RowGroup[] _groups;

    /// <summary>Adds the trees' values to the scores of one row, in the order of the trees.</summary>
    /// <param name="row">One value a feature.</param>
    /// <param name="scores">k items.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal unsafe void AddTo(ReadOnlySpan<double> row, Span<double> scores)
    {
        var room = Math.Max(RegisterColumns, _columns.Length);
        Span<float> values = room <= 1024 ? stackalloc float[room] : new float[room];
        for (var i = 0; i < _columns.Length; i++)
        {
            values[i] = Read(row[_columns[i].Feature], _columns[i]);
        }

        var exits = stackalloc uint[GroupTrees];
        fixed (float* first = values)
        {
            for (var i = 0; i < _groups.Length; i++)
            {
                var group = _groups[i];
                Ask(group, first, _columns.Length).Store(exits);
                if (_levelQuestions.Length > 0)
                {
                    AskLevels(i * GroupTrees, group.Trees, first, exits);
                }

                LowestBit(Vector512.Load(exits)).Store(exits);
                fixed (double* leaves = &_leaves[i * GroupTrees * MostLeaves])
                {
                    for (var tree = 0; tree < group.Trees; tree++)
                    {
                        scores[((i * GroupTrees) + tree) % _outputs] += leaves[(tree * MostLeaves) + exits[tree]];
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe Vector512<uint> Ask(RowGroup group, float* values, int columns)
    {
        var leaves = Vector512<uint>.AllBitsSet;
        fixed (byte* places = group.Columns)
        fixed (int* far = group.FarColumns)
        fixed (float* thresholds = group.Thresholds)
        fixed (uint* masks = group.Masks)
        {
            if (Avx512F.IsSupported && columns <= RegisterColumns)
            {
                var (low, high) = (Vector512.Load(values), Vector512.Load(values + GroupTrees));
                for (var at = 0; at < group.Masks.Length; at += GroupTrees)
                {
                    var asked = Avx512F.PermuteVar16x32x2(low, Avx512F.ConvertToVector512Int32(Vector128.Load(places + at)), high);
                    leaves = Kept(asked, Vector512.Load(thresholds + at), leaves, Vector512.Load(masks + at));
                }

                return leaves;
            }

            var gathered = stackalloc float[GroupTrees];
            for (var at = 0; at < group.Masks.Length; at += GroupTrees)
            {
                for (var lane = 0; lane < GroupTrees; lane++)
                {
                    gathered[lane] = values[far[at + lane]];
                }

                leaves = Kept(Vector512.Load(gathered), Vector512.Load(thresholds + at), leaves, Vector512.Load(masks + at));
            }
        }

        return leaves;
    }

    unsafe void AskLevels(int firstTree, int trees, float* values, uint* exits)
    {
        for (var tree = 0; tree < trees; tree++)
        {
            for (var i = _levelStarts[firstTree + tree]; i < _levelStarts[firstTree + tree + 1]; i++)
            {
                ref readonly var question = ref _levelQuestions[i];
                exits[tree] &= GoesLeft(question, values[question.Column]) ? uint.MaxValue : question.Mask;
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
                    group.Set(((at - _starts[first + lane]) * GroupTrees) + lane, _questionColumns[at], _thresholds[at], _masks[at]);
                }
            }

            groups[i] = group;
        }

        return groups;
    }
}
