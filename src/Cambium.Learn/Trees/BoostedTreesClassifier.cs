using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by a sum of decision trees, each grown on the errors of those before it (histogram gradient boosting).</summary>
/// <remarks>
/// <para>
/// Minimises the weighted log loss Σ wᵢ (−log p(yᵢ | xᵢ)) + ½ λ Σ v² + α Σ |v| over the leaves' values v, one step a tree: a leaf's value is
/// −η G / (H + λ), with G and H the sums of the loss's first and second derivatives over its rows (G moved α nearer to 0), and a split is worth
/// ½ (G₁² / (H₁ + λ) + G₂² / (H₂ + λ) − G² / (H + λ)). Two classes take one tree a round, k classes take k (softmax).
/// </para>
/// <para>
/// Time O(trees · n · p · log leaves); memory, besides the table, 2 bytes a cell and some 60 bytes a row; with several
/// classes each thread makes trees of its own where that takes no more than 256 MB besides. Sparse columns are never made dense: their entries stand for the n · p cells, with 9 bytes an entry,
/// and a leaf that may be split keeps 8 bytes for each bin of a place (24 for each of a column of numbers), up to 512 MB for all leaves: beyond that, rows are read again.
/// Use it on tables of any size with mixed, correlated or oddly scaled columns; prefer a linear model where effects are additive and rows are few, and where
/// it must extrapolate, for trees answer with a constant beyond the values that they saw.
/// </para>
/// <para>
/// No scaling is needed: only the order of a column's values counts. Infinite values are ordinary extreme ones. Missing values need no imputing: every split learns which way
/// they go, or sends them with the larger part where it saw none. Categories need no encoding: a split divides the levels in two; a level without
/// a training row goes the way of missing values; of a column with more levels than <see cref="Bins"/> the rarest are treated as one.
/// Each place of a sparse column is a column of numbers, 0 where a row has no entry, and the trees are those that such columns give; training rows must have
/// no missing or infinite number within a vector. A setting that names a sparse column speaks of all its places.
/// </para>
/// <para>
/// Source: J. H. Friedman, "Greedy Function Approximation", 2001; T. Chen, C. Guestrin, "XGBoost", 2016; G. Ke et al., "LightGBM", 2017;
/// W. D. Fisher, "On Grouping for Maximum Homogeneity", 1958 (categories); Y. Shi et al., "Quantized Training of GBDT", 2022.
/// </para>
/// </remarks>
public sealed partial record BoostedTreesClassifier : Classifier
{
    /// <summary>The number of rounds, each of one tree (two classes) or one a class. Default 100. Range [1, 100,000]. Fewer where early stopping ends the fit, or nothing is left to learn.</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>η, the factor on every tree: smaller asks for more trees and mostly generalises better. Default 0.1. Range [0.0001, 1].</summary>
    public double LearningRate { get; init => field = Check.InRange(value, 0.0001, 1); } = 0.1;

    /// <summary>Which leaf is split next: the one that gains most, or one of the least depth. Default leaf-wise.</summary>
    public TreeGrowth Growth { get; init => field = Check.Defined(value); }

    /// <summary>Most leaves of a tree. Default 31. Range [2, 65,536].</summary>
    public int Leaves { get; init => field = Check.InRange(value, 2, 65_536); } = 31;

    /// <summary>Most questions between a tree's root and a leaf; 0, the default, means no limit but <see cref="Leaves"/>. Range [0, 65,535].</summary>
    public int MaxDepth { get; init => field = Check.InRange(value, 0, 65_535); }

    /// <summary>Most bins that a column's values fall into, besides one for missing values; borders between bins are where splits can be. Default 255. Range [2, 255].</summary>
    public int Bins { get; init => field = Check.InRange(value, 2, 255); } = 255;

    /// <summary>α, the penalty on the sizes of the leaves' values. Default 0. Range [0, ∞).</summary>
    public double L1 { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>λ, the penalty on the squares of the leaves' values. Default 1. Range [0, ∞).</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0); } = 1;

    /// <summary>Fewest training rows in a leaf, whatever their weights. Default 20. Range [1, 2,147,483,647]. A table of fewer than twice as many rows gets no tree.</summary>
    public int MinRowsPerLeaf { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 20;

    /// <summary>Least sum of second derivatives in a leaf; grows with the rows' weights. Default 0.001. Range [0, ∞).</summary>
    public double MinHessianPerLeaf { get; init => field = Check.AtLeast(value, 0); } = 0.001;

    /// <summary>What a split must at least take off the training loss. Default 0. Range [0, ∞).</summary>
    public double MinGain { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>The share of the training rows that a round's trees are grown on, each row drawn by itself. Default 1. Range [0.001, 1].</summary>
    public double RowSample { get; init => field = Check.InRange(value, 0.001, 1); } = 1;

    /// <summary>The share of the columns that a tree's splits may ask for, at least one. Default 1. Range [0.001, 1].</summary>
    public double ColumnSample { get; init => field = Check.InRange(value, 0.001, 1); } = 1;

    /// <summary>The share of the tree's columns that a node's split may ask for, at least one. Default 1. Range [0.001, 1].</summary>
    public double NodeColumnSample { get; init => field = Check.InRange(value, 0.001, 1); } = 1;

    /// <summary>Number columns with which the second class's probability may only rise, all else equal. Default none. Two classes only.</summary>
    public EquatableArray<string> Increasing { get; init; }

    /// <summary>Number columns with which the second class's probability may only fall, all else equal. Default none. Two classes only.</summary>
    public EquatableArray<string> Decreasing { get; init; }

    /// <summary>
    /// Groups of columns that may be asked for on one path from a tree's root to a leaf; a column may be in several, and those in none form one more. Default none:
    /// any column may meet any other.
    /// </summary>
    public EquatableArray<EquatableArray<string>> InteractionGroups { get; init; }

    /// <summary>
    /// Caution with categories, in units of the second derivative: pulls the mean of a level with few rows to the node's when levels are ordered, and adds to
    /// λ when splits of more than 4 levels are compared. Default 10. Range [0, ∞). Ignored for number columns.
    /// </summary>
    public double CategorySmoothing { get; init => field = Check.AtLeast(value, 0); } = 10;

    /// <summary>
    /// Fewest rows of a level in a node for a split to choose its side; the levels with fewer go where missing values go, since the order of many rare levels is mostly
    /// chance. Default 50. Range [1, 2,147,483,647]. Ignored for number columns, and where the node holds at most 4 levels.
    /// </summary>
    public int MinRowsPerLevel { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 50;

    /// <summary>Most levels of a category that are chosen for the side of a split that holds fewer of them. Default 64. Range [1, 255]. Ignored for number columns.</summary>
    public int MaxLevelsPerSide { get; init => field = Check.InRange(value, 1, 255); } = 64;

    /// <summary>
    /// Ends the fit once so many rounds in a row have not lowered the loss on the validation rows, and keeps the trees up to the best round; 0, the
    /// default, never does. Range [0, 100,000]. Asks for <see cref="FitOptions.Validation"/> or <see cref="ValidationShare"/>.
    /// </summary>
    public int EarlyStoppingRounds { get; init => field = Check.InRange(value, 0, 100_000); }

    /// <summary>The share of each class's training rows that is set aside as validation rows. Default 0. Range [0, 0.9]. Ignored when the fit is given <see cref="FitOptions.Validation"/>.</summary>
    public double ValidationShare { get; init => field = Check.InRange(value, 0, 0.9); }

    /// <summary>The seed of all that is drawn: rows set aside, rows that bins come from where there are over 100,000, samples, and the rounding of derivatives. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <summary>Whether rows of rare classes count more, so that all classes weigh alike. Default false.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Factors on the weights of some classes' rows, besides what <see cref="BalanceClasses"/> does. Default none: 1 for every class.</summary>
    public EquatableArray<ClassWeight> ClassWeights { get; init; }

    internal BoostingSettings Settings() => new()
    {
        Trees = Trees,
        LearningRate = LearningRate,
        Growth = Growth,
        Leaves = Leaves,
        MaxDepth = MaxDepth,
        Bins = Bins,
        L1 = L1,
        L2 = L2,
        MinRowsPerLeaf = MinRowsPerLeaf,
        MinHessianPerLeaf = MinHessianPerLeaf,
        MinGain = MinGain,
        RowSample = RowSample,
        ColumnSample = ColumnSample,
        NodeColumnSample = NodeColumnSample,
        Increasing = Increasing,
        Decreasing = Decreasing,
        InteractionGroups = InteractionGroups,
        CategorySmoothing = CategorySmoothing,
        MinRowsPerLevel = MinRowsPerLevel,
        MaxLevelsPerSide = MaxLevelsPerSide,
        EarlyStoppingRounds = EarlyStoppingRounds,
        ValidationShare = ValidationShare,
        Seed = Seed,
    };
}
