namespace Cambium.Learn;

/// <summary>A block of rows and how they answer one tree's questions after the other; answers are found when first asked for.</summary>
sealed class BlockRows
{
    readonly FeatureMatrix _features;
    readonly int _start;
    readonly ulong[] _bits;
    readonly bool[] _known;
    AnsweringTree _tree;

    internal BlockRows(FeatureMatrix features, int start, int end, AnsweringTree[] trees)
    {
        _features = features;
        _start = start;
        Count = end - start;
        Words = RowBits.Words(Count);
        All = new ulong[Words];
        RowBits.SetAll(All, Count);
        var nodes = trees.Max(tree => tree.Nodes.Length);
        _bits = new ulong[checked(nodes * Words)];
        _known = new bool[nodes];
        _tree = trees[0];
    }

    internal int Count { get; }

    internal int Words { get; }

    /// <summary>Every row of the block.</summary>
    internal ulong[] All { get; }

    internal AnsweringTree Tree
    {
        get => _tree;
        set
        {
            _tree = value;
            Array.Clear(_known);
        }
    }

    /// <summary>The rows that go left at a node.</summary>
    internal ReadOnlySpan<ulong> Left(int node)
    {
        var bits = _bits.AsSpan(node * Words, Words);
        if (!_known[node])
        {
            _known[node] = true;
            RowBits.GoLeft(_tree, _tree.Nodes[node], _features.Column(_tree.Nodes[node].Feature).Slice(_start, Count), bits);
        }

        return bits;
    }
}
