using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by the votes of small decision trees, each grown on weights that rise for rows that those before it told wrongly (AdaBoost, SAMME).</summary>
/// <remarks>
/// <para>
/// Minimises the multi-class exponential loss Σ wᵢ exp(−fᵧ(xᵢ) / k) by one tree a round. A tree with the weighted share ε of wrong rows votes with
/// α = η (ln((1 − ε) / ε) + ln(k − 1)), and the weights of its wrong rows are multiplied by exp(α). The fit ends early at a tree without error, or with ε of at least 1 − 1/k, which is not kept.
/// With v the shares of the votes, probabilities are those of softmax(v / (k − 1)): they rank rows, but are cautious.
/// </para>
/// <para>
/// Time O(trees · n · p · depth); memory, besides the table, 4 bytes a cell and some 100 bytes a row and thread.
/// Use it for a small model of simple rules; <see cref="BoostedTreesClassifier"/> mostly predicts better. Not where classes are noisy: wrong labels get ever larger weights.
/// </para>
/// <para>
/// No scaling is needed: only the order of a column's values counts. Missing values and categories need no preparation: they are treated as by <see cref="DecisionTreeClassifier"/>.
/// </para>
/// <para>
/// Source: Y. Freund, R. E. Schapire, "A Decision-Theoretic Generalization of On-Line Learning and an Application to Boosting", 1997; J. Zhu, H. Zou, S. Rosset, T. Hastie,
/// "Multi-class AdaBoost", 2009.
/// </para>
/// </remarks>
public sealed record AdaBoostClassifier : Classifier
{
    /// <summary>Most trees. Default 50. Range [1, 100,000]. Fewer where the fit ends early.</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 50;

    /// <summary>η, the factor on every tree's vote. Default 1. Range [0.0001, 10].</summary>
    public double LearningRate { get; init => field = Check.InRange(value, 0.0001, 10); } = 1;

    /// <summary>Most questions between a tree's root and a leaf. Default 1. Range [1, 65,535].</summary>
    public int MaxDepth { get; init => field = Check.InRange(value, 1, 65_535); } = 1;

    /// <summary>Fewest training rows in a leaf, whatever their weights. Default 1. Range [1, 2,147,483,647].</summary>
    public int MinRowsPerLeaf { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 1;

    /// <summary>Columns drawn at random for each question; 0, the default, means all. Range [0, 2,147,483,647]. More than there are means all.</summary>
    public int FeaturesPerSplit { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>The seed of the columns drawn. Default 0. Any value. Ignored when <see cref="FeaturesPerSplit"/> means all.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override AdaBoostClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options);
        var features = data.Features.FeatureCount;
        var growth = new GrowthSettings
        {
            Criterion = SplitCriterion.Gini,
            MaxDepth = MaxDepth,
            MinRowsPerLeaf = MinRowsPerLeaf,
            MinRowsToSplit = 2,
            FeaturesPerSplit = GrowthSettings.Features(FeaturesPerSplit, features, features),
        };
        using var rounds = new AdaBoostRounds(data.Features, growth, GrowthTarget.OfClasses(data.Codes, data.Classes.Count), data.Weights, Seed, options);
        return new AdaBoostClassifierModel(this, data.Input, target, data.Classes, rounds.Classify(Trees, LearningRate));
    }
}
