namespace Cambium.Learn;

/// <summary>What a thread of <see cref="BackgroundShap"/> works in.</summary>
sealed class BackgroundShapWork(int mostFeatures, int outputs, int pairs, int rows)
{
    /// <summary>Whether the row goes each node's way.</summary>
    internal bool[] Takes { get; private set; } = [];

    /// <summary>The rows of the background that are still on the way, at each depth.</summary>
    internal ulong[] Alive { get; private set; } = [];

    /// <summary>The nodes on the way to a leaf, one a feature.</summary>
    internal int[] Path { get; } = new int[mostFeatures];

    /// <summary>The rows of the background by the number of features by which the row comes to a leaf and they do not.</summary>
    internal ulong[] ByCount { get; } = new ulong[mostFeatures + 1];

    /// <summary>What each row of the background counts for an answer by a margin, pairs of those × rows.</summary>
    internal double[] Weights { get; } = new double[checked(pairs * rows)];

    /// <summary>Answers × margins.</summary>
    internal double[] Slopes { get; } = new double[outputs * outputs];

    /// <summary>Makes room for a tree.</summary>
    internal void Begin(ShapTree tree)
    {
        if (Takes.Length < tree.Nodes.Length)
        {
            Takes = new bool[tree.Nodes.Length];
        }

        if (Alive.Length <= tree.Depth)
        {
            Alive = new ulong[tree.Depth + 1];
        }

        Takes[0] = true;
    }
}
