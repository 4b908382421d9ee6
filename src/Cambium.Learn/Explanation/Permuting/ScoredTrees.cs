using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A model's trees as scores that can be added up in parts, and how scores become answers.</summary>
/// <param name="Features">What the trees read.</param>
/// <param name="Part">Parts the trees by whether they ask about features: two functions from rows to scores, n × k, or null where there is no such tree. The baselines are with the others, or
/// with the asking where there are none.</param>
/// <param name="Finish">Makes the answers, in the place of the scores where they are as long.</param>
sealed record ScoredTrees(
    EquatableArray<Feature> Features, Func<int[], (Func<FeatureMatrix, double[]>? Asking, Func<FeatureMatrix, double[]>? Others)> Part, Func<double[], double[]> Finish)
{
    /// <summary>The trees of a model, or null where it is not made of trees, or they read vectors.</summary>
    internal static ScoredTrees? Of(Model model)
    {
        var trees = model switch
        {
            BoostedTreesRegressorModel boosted => OfEnsemble(boosted, boosted.Trees.Ensemble, boosted.Values),
            BoostedTreesClassifierModel boosted => OfEnsemble(boosted, boosted.Trees.Ensemble, boosted.Probabilities),
            RandomForestRegressorModel forest => OfForest(forest, forest.Forest),
            ExtraTreesRegressorModel forest => OfForest(forest, forest.Forest),
            RandomForestClassifierModel forest => OfForest(forest, forest.Forest),
            ExtraTreesClassifierModel forest => OfForest(forest, forest.Forest),
            _ => null,
        };
        return trees is not null && trees.Features.All(feature => feature.Kind != FeatureKind.Sparse) ? trees : null;
    }

    static ScoredTrees OfEnsemble(Model model, TreeEnsemble ensemble, Func<double[], double[]> finish) => new(
        FeatureMatrix.FeaturesOf(model.Input),
        features =>
        {
            var (asking, others) = ensemble.Part(features);
            return (asking is null ? null : asking.Score, others is null ? null : others.Score);
        },
        finish);

    static ScoredTrees OfForest(Model model, TreeForest forest)
    {
        return new ScoredTrees(FeatureMatrix.FeaturesOf(model.Input), Part, Mean);

        (Func<FeatureMatrix, double[]>? Asking, Func<FeatureMatrix, double[]>? Others) Part(int[] features)
        {
            var parts = forest.Trees.ToLookup(tree => Array.Exists(tree.Nodes, node => !node.IsLeaf && features.Contains(node.Feature)));
            return (parts[true].Any() ? new TreeForest(forest.Outputs, [.. parts[true]]).Sums : null, parts[false].Any() ? new TreeForest(forest.Outputs, [.. parts[false]]).Sums : null);
        }

        double[] Mean(double[] sums)
        {
            foreach (ref var sum in sums.AsSpan())
            {
                sum /= forest.Trees.Count;
            }

            return sums;
        }
    }
}
