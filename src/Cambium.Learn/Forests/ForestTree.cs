using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>One tree of a forest, as it answers: its nodes, its distinct answers and the levels that its nodes name.</summary>
sealed class ForestTree(ForestNode[] nodes, double[] answers, uint[] levelBits, double[] covers)
{
    const int LevelsPerWord = 32;

    /// <summary>The root is node 0; children come after their parent.</summary>
    internal ForestNode[] Nodes { get; } = nodes;

    /// <summary>What leaves answer: answers × outputs, each answer of a class shares' tree once.</summary>
    internal double[] Answers { get; } = answers;

    internal uint[] LevelBits { get; } = levelBits;

    /// <summary>The sum of the weights of the rows that each leaf was grown on, in the order of the nodes; empty where it is not known.</summary>
    internal double[] Covers { get; } = covers;

    internal bool HasCategories => LevelBits.Length > 0;

    /// <summary>Leaves out what only training needs.</summary>
    internal static ForestTree Of(ExactTree tree)
    {
        var nodes = new ForestNode[tree.Nodes.Count];
        var answers = new List<double>();
        var levelBits = new List<uint>();
        var covers = new List<double>(tree.LeafCount);
        var known = new Dictionary<int, int>(new SameAnswer(tree));
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = tree.Nodes[i];
            if (node.IsLeaf)
            {
                nodes[i] = ForestNode.Leaf(Answer(i));
                covers.Add(node.Weight);
                continue;
            }

            var threshold = node.LeftLevels is null ? node.Threshold : levelBits.Count;
            nodes[i] = ForestNode.Question(node.Feature, node.LeftLevels is not null, node.MissingLeft, threshold, node.Left);
            levelBits.AddRange(node.LeftLevels ?? []);
        }

        return new ForestTree(nodes, [.. answers], [.. levelBits], [.. covers]);

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
        if (!HasCategories && width > 0)
        {
            // Eight walks at once, for each waits for memory at every step; without a jump, for each would be a toss.
            for (; row <= places.Length - 8; row += 8)
            {
                ref var r0 = ref Unsafe.Add(ref values, (nint)row * width);
                ref var r1 = ref Unsafe.Add(ref r0, width);
                ref var r2 = ref Unsafe.Add(ref r1, width);
                ref var r3 = ref Unsafe.Add(ref r2, width);
                ref var r4 = ref Unsafe.Add(ref r3, width);
                ref var r5 = ref Unsafe.Add(ref r4, width);
                ref var r6 = ref Unsafe.Add(ref r5, width);
                ref var r7 = ref Unsafe.Add(ref r6, width);
                int a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
                int ended;
                do
                {
                    ended = Step(ref root, ref a, ref r0) & Step(ref root, ref b, ref r1) & Step(ref root, ref c, ref r2) & Step(ref root, ref d, ref r3);
                    ended &= Step(ref root, ref e, ref r4) & Step(ref root, ref f, ref r5) & Step(ref root, ref g, ref r6) & Step(ref root, ref h, ref r7);
                }
                while (ended == 0);

                places[row] = Unsafe.Add(ref root, a).Next;
                places[row + 1] = Unsafe.Add(ref root, b).Next;
                places[row + 2] = Unsafe.Add(ref root, c).Next;
                places[row + 3] = Unsafe.Add(ref root, d).Next;
                places[row + 4] = Unsafe.Add(ref root, e).Next;
                places[row + 5] = Unsafe.Add(ref root, f).Next;
                places[row + 6] = Unsafe.Add(ref root, g).Next;
                places[row + 7] = Unsafe.Add(ref root, h).Next;
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

    /// <summary>Goes on to a child, unless the node is a leaf; −1 for a leaf, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Step(ref ForestNode root, ref int at, ref double values)
    {
        ref readonly var node = ref Unsafe.Add(ref root, at);
        var leaf = node.LeafMask;

        // A leaf names the first feature.
        var value = Unsafe.Add(ref values, node.Feature);

        // Comparisons with NaN, the missing value, are false.
        var right = (value > node.Threshold ? 1 : 0) | (double.IsNaN(value) & !node.MissingLeft ? 1 : 0);
        var next = node.Next + right;
        at = next ^ ((next ^ at) & leaf);
        return leaf;
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
