using Cambium.Numerics;

namespace Cambium.Learn;

sealed partial class TreeEnsemble
{
    const int BlockRows = 1024;

    // Up to here scoring row by row is faster than filling a tile with a few rows.
    const int FewRows = 16;

    // Made when rows are first scored; a fit makes many ensembles that score none.
    readonly Lazy<QuickScorer?> _quick;

    /// <summary>The scores of all rows, n × k, row-major.</summary>
    internal double[] Score(FeatureMatrix features)
    {
        var scores = new double[checked(features.RowCount * Outputs)];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = _baselines[i % Outputs];
        }

        // Of vectors, bringing together what is asked takes longer than walking.
        var walks = features.HasSparse;
        if (!walks && Quick is { SuitsRows: true } quick && features.RowCount <= FewRows)
        {
            ScoreFew(quick, features, scores);
            return scores;
        }

        ParallelBlocks.For(features.RowCount, BlockRows, 0, (_, start, end) =>
        {
            var ofBlock = scores.AsSpan(start * Outputs, (end - start) * Outputs);
            if (!walks && Quick is { } scorer && features.RowCount > FewRows)
            {
                scorer.AddTo(features, start, ofBlock);
            }
            else
            {
                AddTo(features, RowSet.All(features.RowCount), start, ofBlock);
            }
        });
        return scores;
    }

    /// <summary>Scores one row.</summary>
    /// <param name="row">One value a feature: numbers as they are, categories as the codes of their levels, NaN where missing.</param>
    /// <param name="scores">k items, which are overwritten.</param>
    internal void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        _baselines.CopyTo(scores);
        if (Quick is { SuitsRows: true } quick)
        {
            quick.AddTo(row, scores);
            return;
        }

        Span<double> asked = _features.Length <= 512 ? stackalloc double[_features.Length] : new double[_features.Length];
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i] = row[_features[i]];
        }

        for (var tree = 0; tree < _roots.Length && asked.Length > 0; tree++)
        {
            scores[tree % Outputs] += _leaves[LeafOf(_roots[tree], ref asked[0])];
        }
    }

    void ScoreFew(QuickScorer quick, FeatureMatrix features, double[] scores)
    {
        Span<double> values = features.FeatureCount <= 512 ? stackalloc double[features.FeatureCount] : new double[features.FeatureCount];
        for (var row = 0; row < features.RowCount; row++)
        {
            for (var feature = 0; feature < values.Length; feature++)
            {
                values[feature] = features.Column(feature)[row];
            }

            quick.AddTo(values, scores.AsSpan(row * Outputs, Outputs));
        }
    }

    /// <summary>What scores rows without walking, or null where the trees do not suit it.</summary>
    internal QuickScorer? Quick => _quick.Value;

    QuickScorer? MakeQuick() =>
        // Looked at first: a file may hold a tree so deep that visiting it would never come back.
        Enumerable.Range(0, _roots.Length).Any(tree => _nodeStarts[tree + 1] - _nodeStarts[tree] >= QuickScorer.MostLeaves)
            ? null
            : QuickScorer.TryMake(Array.ConvertAll(_nodes, node => node with { Feature = _features[node.Feature] }), _roots, _leaves, _levelBits, Outputs);
}
