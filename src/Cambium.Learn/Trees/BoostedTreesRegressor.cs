using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number by a sum of decision trees, each grown on the errors of those before it (histogram gradient boosting).</summary>
/// <remarks>
/// <para>
/// Minimises the weighted squared error ½ Σ wᵢ (f(xᵢ) − yᵢ)² + ½ λ Σ v² over the leaves' values v, one step a tree: a leaf's value is
/// −η G / (H + λ), with G the weighted sum of its rows' errors and H that of their weights, and a split is worth
/// ½ (G₁² / (H₁ + λ) + G₂² / (H₂ + λ) − G² / (H + λ)).
/// </para>
/// <inheritdoc cref="BoostedTreesClassifier" path="/remarks/para[position()>1]"/>
/// </remarks>
public sealed record BoostedTreesRegressor : Regressor
{
    /// <summary>The number of trees. Default 100. Range [1, 100,000]. Fewer where early stopping ends the fit, or nothing is left to learn.</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>η, the factor on every tree: smaller asks for more trees and mostly generalises better. Default 0.1. Range [0.0001, 1].</summary>
    public double LearningRate { get; init => field = Check.InRange(value, 0.0001, 1); } = 0.1;

    /// <summary>Most leaves of a tree. Default 31. Range [2, 65,536].</summary>
    public int Leaves { get; init => field = Check.InRange(value, 2, 65_536); } = 31;

    /// <summary>Most questions between a tree's root and a leaf; 0, the default, means no limit but <see cref="Leaves"/>. Range [0, 65,535].</summary>
    public int MaxDepth { get; init => field = Check.InRange(value, 0, 65_535); }

    /// <summary>Most bins that a column's values fall into, besides one for missing values; borders between bins are where splits can be. Default 255. Range [2, 255].</summary>
    public int Bins { get; init => field = Check.InRange(value, 2, 255); } = 255;

    /// <summary>λ, the penalty on the squares of the leaves' values. Default 1. Range [0, ∞).</summary>
    public double L2 { get; init => field = Check.AtLeast(value, 0); } = 1;

    /// <summary>Fewest training rows in a leaf, whatever their weights. Default 20. Range [1, 2,147,483,647]. A table of fewer than twice as many rows gets no tree.</summary>
    public int MinRowsPerLeaf { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 20;

    /// <summary>Least sum of second derivatives in a leaf; grows with the rows' weights. Default 0.001. Range [0, ∞).</summary>
    public double MinHessianPerLeaf { get; init => field = Check.AtLeast(value, 0); } = 0.001;

    /// <summary>What a split must at least take off the training loss. Default 0. Range [0, ∞).</summary>
    public double MinGain { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>
    /// Caution with categories, in units of the second derivative: pulls the mean of a level with few rows to 0 when levels are ordered, and adds to
    /// λ when splits of more than 4 levels are compared. Default 10. Range [0, ∞). Ignored for number columns.
    /// </summary>
    public double CategorySmoothing { get; init => field = Check.AtLeast(value, 0); } = 10;

    /// <summary>
    /// Ends the fit once so many rounds in a row have not lowered the loss on the validation rows, and keeps the trees up to the best round; 0, the
    /// default, never does. Range [0, 100,000]. Asks for <see cref="FitOptions.Validation"/> or <see cref="ValidationShare"/>.
    /// </summary>
    public int EarlyStoppingRounds { get; init => field = Check.InRange(value, 0, 100_000); }

    /// <summary>The share of the training rows that is set aside as validation rows. Default 0. Range [0, 0.9]. Ignored when the fit is given <see cref="FitOptions.Validation"/>.</summary>
    public double ValidationShare { get; init => field = Check.InRange(value, 0, 0.9); }

    /// <summary>The seed of the rows set aside, of the rows that bins are drawn from where there are over 100,000, and of the rounding of derivatives. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="EarlyStoppingRounds"/> is set and there are no validation rows.</exception>
    public override BoostedTreesRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        var settings = Settings();
        BoostingRows.CheckValidation(settings, options);
        var data = RegressionData.From(train, target, options);
        var (rows, heldOut) = BoostingRows.Divide(settings, data.Features.RowCount, data.Weights, [], options);
        using var loss = new SquaredLoss(rows.Of(data.Target), rows.Of(data.Weights));
        using var validation = Validation(data, heldOut, target, options);
        using var booster = new GradientBooster(settings, data.Features, rows, loss, validation, ParallelBlocks.Threads(options.MaxThreads));
        var trees = booster.Fit(options.Progress, options.CancellationToken);
        return new BoostedTreesRegressorModel(this, data.Input, target, trees);
    }

    static ValidationScores? Validation(RegressionData train, RowSet heldOut, string target, FitOptions options)
    {
        if (options.Validation is { } table)
        {
            var given = train.Validation(table, target, options.Weight);
            return new ValidationScores(given.Features, RowSet.All(given.Target.Length), new SquaredLoss(given.Target, given.Weights));
        }

        return heldOut.Count == 0
            ? null
            : new ValidationScores(train.Features, heldOut, new SquaredLoss(heldOut.Of(train.Target), heldOut.Of(train.Weights)));
    }

    internal BoostingSettings Settings() => new()
    {
        Trees = Trees,
        LearningRate = LearningRate,
        Leaves = Leaves,
        MaxDepth = MaxDepth,
        Bins = Bins,
        L2 = L2,
        MinRowsPerLeaf = MinRowsPerLeaf,
        MinHessianPerLeaf = MinHessianPerLeaf,
        MinGain = MinGain,
        CategorySmoothing = CategorySmoothing,
        EarlyStoppingRounds = EarlyStoppingRounds,
        ValidationShare = ValidationShare,
        Seed = Seed,
    };
}
