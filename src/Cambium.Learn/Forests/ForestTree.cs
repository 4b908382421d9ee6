using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>One tree of a forest, as it answers: its nodes, its distinct answers and the levels that its nodes name.</summary>
sealed class ForestTree(ForestNode[] nodes, double[] answers, uint[] levelBits)
{
    const int LevelsPerWord = 32;

    /// <summary>The root is node 0; children come after their parent.</summary>
    internal ForestNode[] Nodes { get; } = nodes;

    /// <summary>What leaves answer: answers × outputs, each answer of a class shares' tree once.</summary>
    internal double[] Answers { get; } = answers;

    internal uint[] LevelBits { get; } = levelBits;

    internal bool HasCategories => LevelBits.Length > 0;

    /// <summary>Leaves out what only training needs.</summary>
    internal static ForestTree Of(ExactTree tree)
    {
        var nodes = new ForestNode[tree.Nodes.Count];
        var answers = new List<double>();
        var levelBits = new List<uint>();
        var known = new Dictionary<int, int>(new SameAnswer(tree));
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = tree.Nodes[i];
            if (node.IsLeaf)
            {
                nodes[i] = ForestNode.Leaf(Answer(i));
                continue;
            }

            var threshold = node.LeftLevels is null ? node.Threshold : levelBits.Count;
            nodes[i] = ForestNode.Question(node.Feature, node.LeftLevels is not null, node.MissingLeft, threshold, node.Left);
            levelBits.AddRange(node.LeftLevels ?? []);
        }

        return new ForestTree(nodes, [.. answers], [.. levelBits]);

        int Answer(int node)
        {
            // Numbers seldom repeat; shares mostly are all of one class.
            var next = answers.Count / tree.Outputs;
            if (tree.Outputs == 1 || known.TryAdd(node, next))
            {
                answers.AddRange(tree.Value(node));
                return next;
            }

            return known[node];
        }
    }

    /// <summary>The places of the answers for rows of values, one row after the other.</summary>
    /// <param name="rows">Rows × <paramref name="width"/>, row-major.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Find(ReadOnlySpan<double> rows, int width, Span<int> places)
    {
        ref var root = ref MemoryMarshal.GetArrayDataReference(Nodes);
        ref var values = ref MemoryMarshal.GetReference(rows);
        var row = 0;
        if (!HasCategories)
        {
            // Four walks at once, for each waits for memory at every step.
            for (; row <= places.Length - 4; row += 4)
            {
                ref var first = ref Unsafe.Add(ref values, (nint)row * width);
                ref var second = ref Unsafe.Add(ref first, width);
                ref var third = ref Unsafe.Add(ref second, width);
                ref var fourth = ref Unsafe.Add(ref third, width);
                int a = 0, b = 0, c = 0, d = 0;
                while (Step(ref root, ref a, ref first) | Step(ref root, ref b, ref second) | Step(ref root, ref c, ref third) | Step(ref root, ref d, ref fourth))
                {
                }

                places[row] = Unsafe.Add(ref root, a).Next;
                places[row + 1] = Unsafe.Add(ref root, b).Next;
                places[row + 2] = Unsafe.Add(ref root, c).Next;
                places[row + 3] = Unsafe.Add(ref root, d).Next;
            }
        }

        for (; row < places.Length; row++)
        {
            places[row] = Find(rows.Slice(row * width, width));
        }
    }

    int Find(ReadOnlySpan<double> values)
    {
        var at = 0;
        while (!Nodes[at].IsLeaf)
        {
            ref readonly var node = ref Nodes[at];
            at = node.Next + (GoesLeft(node, values[node.Feature]) ? 0 : 1);
        }

        return Nodes[at].Next;
    }

    /// <summary>Goes on to a child, unless the node is a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Step(ref ForestNode root, ref int at, ref double values)
    {
        ref readonly var node = ref Unsafe.Add(ref root, at);
        if (node.IsLeaf)
        {
            return false;
        }

        var value = Unsafe.Add(ref values, node.Feature);

        // Comparisons with NaN, the missing value, are false.
        var right = node.MissingLeft ? value > node.Threshold : !(value <= node.Threshold);
        at = node.Next + (right ? 1 : 0);
        return true;
    }

    bool GoesLeft(in ForestNode node, double value)
    {
        if (double.IsNaN(value))
        {
            return node.MissingLeft;
        }

        if (!node.IsCategory)
        {
            return value <= node.Threshold;
        }

        var level = (int)value;
        return (LevelBits[(int)node.Threshold + (level / LevelsPerWord)] >> (level % LevelsPerWord) & 1) != 0;
    }

    /// <summary>Takes leaves of equal answers for the same.</summary>
    sealed class SameAnswer(ExactTree tree) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => tree.Value(x).SequenceEqual(tree.Value(y));

        public int GetHashCode(int obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(tree.Value(obj)));
            return hash.ToHashCode();
        }
    }
}
