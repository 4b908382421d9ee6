using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by questions about one column at a time, each answer leading to the next question or to a leaf.</summary>
/// <remarks>
/// <para>
/// Every question is the one that takes most off the weighted impurity of the rows that come to it, w₁ i₁ + w₂ i₂, with i the <see cref="Criterion"/>; every number half way between
/// two neighbouring values is tried. A leaf answers with its classes' shares. With <see cref="PruningAlpha"/> the tree is then cut back to the one with the least
/// Σ w i + α · leaves.
/// </para>
/// <para>
/// Time O(n · p · depth) after O(n · p) for sorting; memory, besides the table, 4 bytes a cell and some 100 bytes a row and thread.
/// Use it where the rules must be read, printed or drawn; a random forest or <see cref="BoostedTreesClassifier"/> predicts better. Fully
/// grown, as by default, it fits noise: limit its depth or leaves, or prune it.
/// </para>
/// <para>
/// No scaling is needed: only the order of a column's values counts. Infinite values are ordinary extreme ones. Missing values need no imputing: every question tries them on both sides and asks
/// whether there is a value; where it saw none they go with the larger part. Categories need no encoding: levels are put in the order of the second class's share, with several classes of each class's
/// share in turn, and divided in two; a level without a row goes the way of missing values.
/// </para>
/// <para>
/// Source: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984; J. R. Quinlan, "C4.5", 1993 (gain ratio);
/// W. D. Fisher, "On Grouping for Maximum Homogeneity", 1958 (categories); H. Shi, "Best-first Decision Tree Learning", 2007 (limited leaves).
/// </para>
/// </remarks>
public sealed record DecisionTreeClassifier : Classifier
{
    /// <summary>What questions are judged by. Default Gini.</summary>
    public ClassificationCriterion Criterion { get; init => field = Check.Defined(value); }

    /// <summary>Most questions between the root and a leaf; 0, the default, means no limit. Range [0, 65,535].</summary>
    public int MaxDepth { get; init => field = Check.InRange(value, 0, 65_535); }

    /// <summary>Most leaves; 0, the default, means no limit. Range [0, 2,147,483,647]. Above 0 the tree grows best first: the leaf whose question takes most off is next.</summary>
    public int MaxLeaves { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Fewest training rows in a leaf, whatever their weights. Default 1. Range [1, 2,147,483,647].</summary>
    public int MinRowsPerLeaf { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 1;

    /// <summary>Fewest training rows that a question is asked of, whatever their weights. Default 2. Range [2, 2,147,483,647].</summary>
    public int MinRowsToSplit { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 2;

    /// <summary>What a question must at least take off the tree's mean impurity: the fall at the node times the node's share of all weights. Default 0. Range [0, ∞).</summary>
    public double MinImpurityDecrease { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>Columns drawn at random for each question; 0, the default, means all. Range [0, 2,147,483,647]. More than there are means all.</summary>
    public int FeaturesPerSplit { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>α, the penalty on each leaf in units of the mean impurity; 0, the default, does not prune. Range [0, ∞). <see cref="PruningPath"/> lists the values that matter.</summary>
    public double PruningAlpha { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>The seed of the columns drawn. Default 0. Any value. Ignored when <see cref="FeaturesPerSplit"/> means all.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override DecisionTreeClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options);
        return new DecisionTreeClassifierModel(this, data.Input, target, data.Classes, Grow(data, PruningAlpha, options));
    }

    /// <summary>The trees that pruning the fully grown one passes through, from all questions to none, each best for penalties from its α up to the next's. <see cref="PruningAlpha"/> is ignored.</summary>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Weights, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public EquatableArray<PruningStep> PruningPath(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options);
        return new CostComplexity(Grow(data, pruningAlpha: 0, options)).Path().ToEquatableArray();
    }

    internal static SplitCriterion CriterionOf(ClassificationCriterion criterion) => criterion switch
    {
        ClassificationCriterion.Entropy => SplitCriterion.Entropy,
        ClassificationCriterion.GainRatio => SplitCriterion.GainRatio,
        _ => SplitCriterion.Gini,
    };

    ExactTree Grow(ClassificationData data, double pruningAlpha, FitOptions options)
    {
        var features = data.Features.FeatureCount;
        var settings = new GrowthSettings
        {
            Criterion = CriterionOf(Criterion),
            MaxDepth = MaxDepth,
            MaxLeaves = MaxLeaves,
            MinRowsPerLeaf = MinRowsPerLeaf,
            MinRowsToSplit = MinRowsToSplit,
            MinImpurityDecrease = MinImpurityDecrease,
            FeaturesPerSplit = GrowthSettings.Features(FeaturesPerSplit, features, features),
        };
        return SingleTree.Grow(data.Features, settings, GrowthTarget.OfClasses(data.Codes, data.Classes.Count), data.Weights, pruningAlpha, Seed, options);
    }
}
