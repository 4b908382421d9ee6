using System.Runtime.CompilerServices;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Grown trees as flat arrays, and how they score rows. Tree t adds to score t mod k of a row; a score is its baseline and then the
/// leaves' values in the order of the trees, so that it is the same to the bit however many rows are scored at a time.
/// </summary>
sealed partial class TreeEnsemble
{
    // A tile of rows of some ten features and the nodes of a tree fit the first cache together.
    const int TileRows = 64;

    readonly double[] _baselines;
    readonly int[] _features;  // those asked for, rising; nodes hold places in this list
    readonly TreeNode[] _nodes;
    readonly double[] _gains;
    readonly double[] _leaves;
    readonly double[] _covers; // of the leaves; empty where they are not known
    readonly int[] _roots;     // as children are
    readonly int[] _nodeStarts;
    readonly int[] _leafStarts;
    readonly uint[] _levelBits;

    TreeEnsemble(double[] baselines, TreeNode[] nodes, double[] gains, double[] leaves, double[] covers, int[] nodeStarts, int[] leafStarts, uint[] levelBits)
    {
        _baselines = baselines;
        _features = [.. nodes.Select(node => node.Feature).Distinct().Order()];
        _nodes = Array.ConvertAll(nodes, node => node with { Feature = Array.BinarySearch(_features, node.Feature) });
        _gains = gains;
        _leaves = leaves;
        _covers = covers;
        _nodeStarts = nodeStarts;
        _leafStarts = leafStarts;
        _levelBits = levelBits;
        _quick = new Lazy<QuickScorer?>(MakeQuick);
        _roots = new int[nodeStarts.Length - 1];
        for (var tree = 0; tree < _roots.Length; tree++)
        {
            _roots[tree] = nodeStarts[tree] < nodeStarts[tree + 1] ? nodeStarts[tree] : ~leafStarts[tree];
        }
    }

    /// <summary>k, the number of scores of a row.</summary>
    internal int Outputs => _baselines.Length;

    internal int TreeCount => _roots.Length;

    /// <summary>The scores of a row without any tree.</summary>
    internal double[] Baselines => _baselines;

    /// <summary>Whether the trees tell how many rows came to each leaf.</summary>
    internal bool HasCovers => _covers.Length == _leaves.Length;

    /// <summary>Joins trees, a whole number of rounds of them.</summary>
    internal static TreeEnsemble Of(double[] baselines, IReadOnlyList<Tree> trees)
    {
        var nodes = new List<TreeNode>();
        var leaves = new List<double>();
        var covers = new List<double>();
        var levelBits = new List<uint>();
        var (nodeStarts, leafStarts) = (new int[trees.Count + 1], new int[trees.Count + 1]);
        for (var i = 0; i < trees.Count; i++)
        {
            foreach (var node in trees[i].Nodes)
            {
                nodes.Add(node with
                {
                    Left = node.Left < 0 ? node.Left - leaves.Count : node.Left + nodeStarts[i],
                    Right = node.Right < 0 ? node.Right - leaves.Count : node.Right + nodeStarts[i],
                    Levels = node.Levels < 0 ? -1 : node.Levels + levelBits.Count,
                });
            }

            leaves.AddRange(trees[i].LeafValues);

            // Of a leaf alone no share is ever asked for.
            covers.AddRange(trees[i].Nodes.Count == 0 ? [1] : trees[i].LeafCovers);
            levelBits.AddRange(trees[i].LevelBits);
            nodeStarts[i + 1] = nodes.Count;
            leafStarts[i + 1] = leaves.Count;
        }

        double[] known = covers.Count == leaves.Count ? [.. covers] : [];
        return new TreeEnsemble(baselines, [.. nodes], [.. trees.SelectMany(tree => tree.Gains)], [.. leaves], known, nodeStarts, leafStarts, [.. levelBits]);
    }

    /// <summary>What the splits by each column took off the training loss, summed.</summary>
    internal double[] GainsOf(EquatableArray<Feature> columns)
    {
        var starts = WideFeatures.Starts(columns);
        var gains = new double[columns.Count];
        for (var i = 0; i < _nodes.Length; i++)
        {
            gains[WideFeatures.ColumnOf(starts, _features[_nodes[i].Feature])] += _gains[i];
        }

        return gains;
    }

    /// <summary>Adds the trees' values to the scores of the rows from the set's <paramref name="start"/>th on.</summary>
    /// <param name="scores">Rows × k, row-major; its length tells how many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void AddTo(FeatureMatrix features, RowSet rows, int start, Span<double> scores)
    {
        var width = Math.Max(_features.Length, 1);
        Span<double> tile = width * TileRows <= 1024 ? stackalloc double[1024] : new double[width * TileRows];
        var count = scores.Length / Outputs;
        var asked = features.HasSparse ? new AskedValues(features, _features) : null;
        for (var first = 0; first < count; first += TileRows)
        {
            var tileRows = Math.Min(TileRows, count - first);
            for (var row = 0; row < tileRows && asked is not null; row++)
            {
                asked.Read(rows[start + first + row], tile.Slice(row * width, _features.Length));
            }

            for (var i = 0; i < _features.Length && asked is null; i++)
            {
                var column = features.Column(_features[i]);
                for (var row = 0; row < tileRows; row++)
                {
                    tile[(row * width) + i] = column[rows[start + first + row]];
                }
            }

            for (var tree = 0; tree < _roots.Length; tree++)
            {
                var output = tree % Outputs;
                for (var row = 0; row < tileRows; row++)
                {
                    scores[((first + row) * Outputs) + output] += _leaves[LeafOf(_roots[tree], ref tile[row * width])];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int LeafOf(int node, ref double values)
    {
        while (node >= 0)
        {
            ref readonly var question = ref _nodes[node];
            node = GoesLeft(question, Unsafe.Add(ref values, question.Feature)) ? question.Left : question.Right;
        }

        return ~node;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool GoesLeft(in TreeNode node, double value)
    {
        if (node.Levels < 0)
        {
            // Comparisons with NaN, the missing value, are false.
            return node.MissingLeft ? !(value > node.Threshold) : value <= node.Threshold;
        }

        if (double.IsNaN(value))
        {
            return node.MissingLeft;
        }

        var level = (int)value;
        return (_levelBits[node.Levels + (level >> 5)] >> (level & 31) & 1) != 0;
    }
}
