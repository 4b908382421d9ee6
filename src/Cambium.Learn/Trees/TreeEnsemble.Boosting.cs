using Cambium.Numerics;

namespace Cambium.Learn;

sealed partial class TreeEnsemble
{
    const int ColumnBlockRows = 4096;

    /// <summary>These trees and then others, which have the same baselines.</summary>
    internal TreeEnsemble Then(TreeEnsemble more)
    {
        var (nodes, leaves) = (_nodes.Length, _leaves.Length);
        return new TreeEnsemble(
            _baselines,
            [.. _nodes.Select(node => Moved(node, _features, 0, 0, 0)), .. more._nodes.Select(node => Moved(node, more._features, nodes, leaves, _levelBits.Length))],
            [.. _gains, .. more._gains],
            [.. _leaves, .. more._leaves],
            HasCovers && more.HasCovers ? [.. _covers, .. more._covers] : [],
            [.. _nodeStarts, .. more._nodeStarts.Skip(1).Select(start => start + nodes)],
            [.. _leafStarts, .. more._leafStarts.Skip(1).Select(start => start + leaves)],
            [.. _levelBits, .. more._levelBits]);
    }

    /// <summary>Sets the scores of rows, one array an output.</summary>
    internal void SetScores(FeatureMatrix features, RowSet rows, NativeArray<double>[] scores, ForkJoin team)
    {
        for (var output = 0; output < Outputs; output++)
        {
            scores[output].Span.Fill(_baselines[output]);
        }

        AddTo(features, rows, scores, team);
    }

    /// <summary>Adds the trees' values to the scores of rows, one array an output.</summary>
    internal void AddTo(FeatureMatrix features, RowSet rows, NativeArray<double>[] scores, ForkJoin team)
    {
        if (TreeCount == 0)
        {
            return;
        }

        team.Run(ParallelBlocks.Count(rows.Count, ColumnBlockRows), (_, block) =>
        {
            var start = block * ColumnBlockRows;
            var ofBlock = new double[(Math.Min(start + ColumnBlockRows, rows.Count) - start) * Outputs];
            for (var i = 0; i < ofBlock.Length; i++)
            {
                ofBlock[i] = scores[i % Outputs].Span[start + (i / Outputs)];
            }

            AddTo(features, rows, start, ofBlock);
            for (var i = 0; i < ofBlock.Length; i++)
            {
                scores[i % Outputs].Span[start + (i / Outputs)] = ofBlock[i];
            }
        });
    }

    /// <summary>A node as it stands behind others, with the feature itself instead of its place.</summary>
    static TreeNode Moved(in TreeNode node, int[] features, int nodes, int leaves, int levelWords) => node with
    {
        Feature = features[node.Feature],
        Left = node.Left < 0 ? node.Left - leaves : node.Left + nodes,
        Right = node.Right < 0 ? node.Right - leaves : node.Right + nodes,
        Levels = node.Levels < 0 ? -1 : node.Levels + levelWords,
    };
}
