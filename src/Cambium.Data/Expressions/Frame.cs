namespace Cambium.Data;

/// <summary>One worker's place of work: the block of rows it is at, and the lanes of every node.</summary>
sealed class Frame
{
    readonly Dictionary<Node, Lanes> _lanes = [];

    /// <summary>The block's first row.</summary>
    internal int Start { get; set; }

    /// <summary>The block's rows, at most <see cref="Lanes.Rows"/>.</summary>
    internal int Length { get; set; }

    /// <summary>A bit for each row whose faults count; null where all do. Cases set it: what is not chosen must not fail.</summary>
    internal ulong[]? Active { get; set; }

    /// <summary>The words that the block's bits fill.</summary>
    internal int Words => (Length + 63) / 64;

    /// <summary>Computes a node for the block.</summary>
    internal Lanes Run(Node node)
    {
        if (!_lanes.TryGetValue(node, out var lanes))
        {
            _lanes.Add(node, lanes = new Lanes());
        }

        node.Run(this, lanes);
        return lanes;
    }

    internal bool IsActive(int i) => Active is null || (Active[i >> 6] >> (i & 63) & 1) != 0;
}
