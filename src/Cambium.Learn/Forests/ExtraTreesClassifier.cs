using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by the mean answer of many decision trees whose questions are drawn at random and only then compared.</summary>
/// <remarks>
/// <para>
/// For every question <see cref="FeaturesPerSplit"/> columns are drawn, and for each a border, uniform between its least and its greatest value among the rows (levels of a category
/// go left or right by a toss); the question that takes most off the weighted impurity is asked. A probability is the mean of the trees' class shares.
/// </para>
/// <para>
/// Time O(trees · n · √p · log n); memory, besides the table, 4 bytes a cell, some 100 bytes a row and thread, and 16 bytes a node: fully grown, a tree has up to 2 n nodes.
/// Use it as a <see cref="RandomForestClassifier"/> where borders by chance do no harm: it grows faster, its answers are smoother, and where columns are noisy it is often the better one.
/// </para>
/// <para>
/// No scaling is needed: only the order of a column's values counts. Infinite values are ordinary extreme ones. Missing values and categories need no preparation: they are treated as by
/// <see cref="DecisionTreeClassifier"/>.
/// </para>
/// <para>Source: P. Geurts, D. Ernst, L. Wehenkel, "Extremely Randomized Trees", 2006.</para>
/// </remarks>
public sealed record ExtraTreesClassifier : Classifier
{
    /// <summary>The number of trees. Default 100. Range [1, 100,000]. More never hurt but in time and memory.</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>What questions are judged by. Default Gini.</summary>
    public ClassificationCriterion Criterion { get; init => field = Check.Defined(value); }

    /// <summary>Most questions between the root and a leaf; 0, the default, means no limit. Range [0, 65,535].</summary>
    public int MaxDepth { get; init => field = Check.InRange(value, 0, 65_535); }

    /// <summary>Most leaves; 0, the default, means no limit. Range [0, 2,147,483,647]. Above 0 the tree grows best first: the leaf whose question takes most off is next.</summary>
    public int MaxLeaves { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Fewest distinct training rows in a leaf, whatever their weights and however often drawn. Default 1. Range [1, 2,147,483,647].</summary>
    public int MinRowsPerLeaf { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 1;

    /// <summary>Fewest distinct training rows that a question is asked of. Default 2. Range [2, 2,147,483,647].</summary>
    public int MinRowsToSplit { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 2;

    /// <summary>What a question must at least take off the tree's mean impurity: the fall at the node times the node's share of all weights. Default 0. Range [0, ∞).</summary>
    public double MinImpurityDecrease { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>Columns drawn at random for each question; 0, the default, means the square root of their number, rounded down. Range [0, 2,147,483,647]. More than there are means all. Where all drawn are constant, more are drawn.</summary>
    public int FeaturesPerSplit { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Whether each tree sees rows drawn with replacement, rather than all. Default false.</summary>
    public bool Bootstrap { get; init; }

    /// <summary>Whether every row is also told by the trees that did not see it, which scores the forest without other rows. Default false. Asks for <see cref="Bootstrap"/>.</summary>
    public bool OutOfBag { get; init; }

    /// <summary>The seed of the columns, borders and rows drawn. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="OutOfBag"/> is set without <see cref="Bootstrap"/>.</exception>
    public override ExtraTreesClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        ForestGrowth.CheckOutOfBag(OutOfBag, Bootstrap);
        var data = ClassificationData.From(train, target, options);
        var features = data.Features.FeatureCount;
        var growth = new GrowthSettings
        {
            Criterion = DecisionTreeClassifier.CriterionOf(Criterion),
            MaxDepth = MaxDepth,
            MaxLeaves = MaxLeaves,
            MinRowsPerLeaf = MinRowsPerLeaf,
            MinRowsToSplit = MinRowsToSplit,
            MinImpurityDecrease = MinImpurityDecrease,
            FeaturesPerSplit = GrowthSettings.Features(FeaturesPerSplit, (int)Math.Sqrt(features), features),
            RandomBorders = true,
        };
        var classes = GrowthTarget.OfClasses(data.Codes, data.Classes.Count);
        var forest = ForestGrowth.Grow(data.Features, growth, classes, data.Weights, new ForestSettings(Trees, Bootstrap, OutOfBag, Seed), options);
        return new ExtraTreesClassifierModel(this, data.Input, target, data.Classes, forest);
    }
}
