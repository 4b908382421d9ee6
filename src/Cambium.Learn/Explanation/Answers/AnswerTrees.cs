using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A number of a model's answer as a sum of trees and a link.</summary>
sealed class AnswerTrees
{
    // Deeper trees, as a file may hold, are asked as any other model is.
    const int MostDepth = 512;

    AnswerTrees(EquatableArray<Feature> features, double[] baselines, AnsweringTree[] trees, AnswerLink link, int ofClass)
    {
        Features = features;
        Baselines = baselines;
        Trees = trees;
        Link = link;
        Class = ofClass;
    }

    internal EquatableArray<Feature> Features { get; }

    /// <summary>The scores of a row without any tree.</summary>
    internal double[] Baselines { get; }

    internal AnsweringTree[] Trees { get; }

    internal AnswerLink Link { get; }

    internal int Class { get; }

    internal int Outputs => Baselines.Length;

    /// <summary>The trees of a model, or null where it is not made of trees alone.</summary>
    internal static AnswerTrees? Of(ModelAnswer answer)
    {
        var trees = answer.Model switch
        {
            BoostedTreesRegressorModel model => OfEnsemble(model, model.Trees.Ensemble, model.Recipe.Loss == BoostedTreesLoss.Poisson ? AnswerLink.Exponential : AnswerLink.Identity, 0),
            BoostedTreesClassifierModel { Classes.Count: 2 } model => OfTwoClasses(answer, model),
            BoostedTreesClassifierModel model => OfEnsemble(model, model.Trees.Ensemble, answer.IsMargin ? AnswerLink.SoftmaxLogOdds : AnswerLink.Softmax, answer.Class),
            RandomForestRegressorModel model => OfForest(answer, model.Forest),
            ExtraTreesRegressorModel model => OfForest(answer, model.Forest),
            DecisionTreeRegressorModel model => OfForest(answer, model.Forest),
            RandomForestClassifierModel model => OfForest(answer, model.Forest),
            ExtraTreesClassifierModel model => OfForest(answer, model.Forest),
            DecisionTreeClassifierModel model => OfForest(answer, model.Forest),
            _ => null,
        };
        return trees is not null && trees.Features.All(feature => feature.Kind != FeatureKind.Sparse) && trees.Trees.All(tree => tree.Depth <= MostDepth) ? trees : null;
    }

    /// <summary>The number that scores stand for.</summary>
    internal double Finish(ReadOnlySpan<double> scores)
    {
        switch (Link)
        {
            case AnswerLink.Identity:
                return scores[0];
            case AnswerLink.Exponential:
                return Math.Exp(scores[0]);
            case AnswerLink.Logistic:
                return 1 / (1 + Math.Exp(-scores[0]));
            case AnswerLink.LogOdds:
                return ModelAnswer.LogOdds(scores[0]);
            default:
                var largest = double.NegativeInfinity;
                foreach (var score in scores)
                {
                    largest = Math.Max(largest, score);
                }

                var sum = 0.0;
                foreach (var score in scores)
                {
                    sum += Math.Exp(score - largest);
                }

                var probability = Math.Exp(scores[Class] - largest) / sum;
                return Link == AnswerLink.Softmax ? probability : ModelAnswer.LogOdds(probability);
        }
    }

    static AnswerTrees OfEnsemble(Model model, TreeEnsemble ensemble, AnswerLink link, int ofClass) =>
        new(FeatureMatrix.FeaturesOf(model.Input), ensemble.Baselines, [.. ensemble.Separate()], link, ofClass);

    static AnswerTrees OfTwoClasses(ModelAnswer answer, BoostedTreesClassifierModel model)
    {
        var link = answer.IsMargin ? AnswerLink.Identity : AnswerLink.Logistic;
        var trees = OfEnsemble(model, model.Trees.Ensemble, link, 0);

        // The score is the second class's; the first's is its negative.
        return answer.Class == 1
            ? trees
            : new AnswerTrees(
                trees.Features, [-trees.Baselines[0]], Array.ConvertAll(trees.Trees, tree => tree with { Leaves = Array.ConvertAll(tree.Leaves, leaf => -leaf) }), link, 0);
    }

    static AnswerTrees OfForest(ModelAnswer answer, TreeForest forest) =>
        new(
            FeatureMatrix.FeaturesOf(answer.Model.Input),
            [0],
            [.. forest.Trees.Select(tree => AnsweringTree.Of(tree, answer.Class, forest.Outputs, 1.0 / forest.Trees.Count))],
            answer.IsMargin ? AnswerLink.LogOdds : AnswerLink.Identity,
            0);
}
