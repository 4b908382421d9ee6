namespace Cambium.Learn;

/// <summary>A leaf of a tree that is still growing.</summary>
sealed class GrowingLeaf
{
    /// <summary>The node above, or -1 for the root; known once that is in the tree.</summary>
    internal int Parent { get; set; } = -1;

    /// <summary>Whether the leaf is the left child of <see cref="Parent"/>.</summary>
    internal required bool IsLeft { get; init; }

    internal required int Depth { get; init; }

    /// <summary>A number that tells its place in the tree from others'.</summary>
    internal required long Key { get; init; }

    /// <summary>Which of the two buffers of <see cref="RowItems"/> holds the rows.</summary>
    internal required int Buffer { get; init; }

    /// <summary>The first row.</summary>
    internal required int Start { get; init; }

    /// <summary>The number of rows.</summary>
    internal required int Count { get; init; }

    internal required GradientSums Sums { get; init; }

    /// <summary>What its value must lie between, in the whole units of the tree.</summary>
    internal ValueBounds Bounds { get; init; } = ValueBounds.None;

    /// <summary>Which groups of features hold all those asked for on the way here; null where there are no groups.</summary>
    internal bool[]? OpenGroups { get; init; }

    /// <summary>Which features may be asked for; null where all may.</summary>
    internal bool[]? Features { get; init; }

    /// <summary>The memory of its histogram; null once nothing will come of it.</summary>
    internal NativeArray<double>? Histogram { get; set; }

    /// <summary>The best way to split it.</summary>
    internal Split Best { get; set; }

    /// <summary>Whether a thread is splitting it, or has.</summary>
    internal bool IsTaken { get; set; }

    /// <summary>The leaves that would take its place; null as long as it has not been split.</summary>
    internal LeafPair? Children { get; set; }
}
