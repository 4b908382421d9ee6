using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Scores the rows of each query so that the relevant ones come first, by a sum of decision trees (LambdaMART). The target is the relevance; a higher score belongs nearer the
/// top, and has no other meaning.
/// </summary>
/// <remarks>
/// <para>
/// Raises NDCG@k, the sum over the first k rows of gain / log₂ (1 + place) over that of the best order, by the derivatives of Σ |ΔNDCGᵢⱼ| ln(1 + e^−(sᵢ − sⱼ)) over a
/// query's pairs of rows, i more relevant than j, of which one is among the first k now. A query counts with the mean of its rows' weights.
/// The loss that is told and watched is the mean of 1 − NDCG@k over the queries.
/// </para>
/// <inheritdoc cref="BoostedTreesClassifier" path="/remarks/para[position()=2]"/>
/// <inheritdoc cref="BoostedTreesClassifier" path="/remarks/para[position()=3]"/>
/// <para>
/// A round takes O(k · rows of a query) besides the tree. Source: C. J. C. Burges, "From RankNet to LambdaRank to LambdaMART", 2010; K. Järvelin, J. Kekäläinen, "Cumulated Gain-Based Evaluation of
/// IR Techniques", 2002.
/// </para>
/// </remarks>
public sealed partial record BoostedTreesRanker : Regressor
{
    /// <summary>The column that tells which rows belong to one query, of any type; it is never a feature. Empty: all rows are of one query.</summary>
    public string Query { get; init; } = "";

    /// <summary>k, the first places of an answer, which alone count. Default 30. Range [1, 10,000].</summary>
    public int Positions { get; init => field = Check.InRange(value, 1, 10_000); } = 30;

    /// <summary>What a row of some relevance is worth. Default exponential: 2ʳ − 1, for grades from 0 to 30.</summary>
    public RelevanceGain Gain { get; init => field = Check.Defined(value); }

    /// <summary>The number of trees. Default 100. Range [1, 100,000]. Fewer where early stopping ends the fit, or nothing is left to learn.</summary>
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

    /// <summary>Number columns with which scores may only rise, all else equal. Default none.</summary>
    public EquatableArray<string> Increasing { get; init; }

    /// <summary>Number columns with which scores may only fall, all else equal. Default none.</summary>
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

    /// <summary>The share of the queries that is set aside as validation rows. Default 0. Range [0, 0.9]. Ignored when the fit is given <see cref="FitOptions.Validation"/>.</summary>
    public double ValidationShare { get; init => field = Check.InRange(value, 0, 0.9); }

    /// <summary>The seed of all that is drawn: rows set aside, rows that bins come from where there are over 100,000, samples, and the rounding of derivatives. Default 0. Any value.</summary>
    public long Seed { get; init; }

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
