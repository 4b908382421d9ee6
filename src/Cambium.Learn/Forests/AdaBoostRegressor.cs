using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number by the weighted median of decision trees, each grown on rows drawn by weights that rise for rows that those before it missed (AdaBoost.R2).</summary>
/// <remarks>
/// <para>
/// Every round draws n rows with replacement by their weights and grows a tree on them. With e the errors of all rows as shares of the greatest, measured by <see cref="Loss"/>, ε their weighted mean and
/// β = ε / (1 − ε), weights are multiplied by β^(η (1 − e)), and the tree counts η ln(1 / β) in the median. The fit ends early at a tree without error, or with ε of at least ½, which is not kept unless it is
/// the first.
/// </para>
/// <para>
/// Time O(trees · n · p · depth); memory, besides the table, 4 bytes a cell and some 100 bytes a row and thread.
/// Use it for a small, robust model; <see cref="BoostedTreesRegressor"/> mostly predicts better. Not with outliers in the target, which take all the weight.
/// </para>
/// <para>
/// No scaling is needed: only the order of a column's values counts. Missing values and categories need no preparation: they are treated as by <see cref="DecisionTreeRegressor"/>.
/// </para>
/// <para>Source: H. Drucker, "Improving Regressors using Boosting Techniques", 1997.</para>
/// </remarks>
public sealed record AdaBoostRegressor : Regressor
{
    /// <summary>Most trees. Default 50. Range [1, 100,000]. Fewer where the fit ends early.</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 50;

    /// <summary>η, the factor on every tree's count and on how fast weights change. Default 1. Range [0.0001, 10].</summary>
    public double LearningRate { get; init => field = Check.InRange(value, 0.0001, 10); } = 1;

    /// <summary>How a row's error counts. Default linear.</summary>
    public AdaBoostLoss Loss { get; init => field = Check.Defined(value); }

    /// <summary>Most questions between a tree's root and a leaf. Default 3. Range [1, 65,535].</summary>
    public int MaxDepth { get; init => field = Check.InRange(value, 1, 65_535); } = 3;

    /// <summary>Fewest distinct training rows in a leaf, however often drawn. Default 1. Range [1, 2,147,483,647].</summary>
    public int MinRowsPerLeaf { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 1;

    /// <summary>Columns drawn at random for each question; 0, the default, means all. Range [0, 2,147,483,647]. More than there are means all.</summary>
    public int FeaturesPerSplit { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>The seed of the rows and columns drawn. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override AdaBoostRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = RegressionData.From(train, target, options);
        var features = data.Features.FeatureCount;
        var growth = new GrowthSettings
        {
            Criterion = SplitCriterion.SquaredError,
            MaxDepth = MaxDepth,
            MinRowsPerLeaf = MinRowsPerLeaf,
            MinRowsToSplit = 2,
            FeaturesPerSplit = GrowthSettings.Features(FeaturesPerSplit, features, features),
        };
        using var rounds = new AdaBoostRounds(data.Features, growth, GrowthTarget.OfNumbers(data.Target), data.Weights, Seed, options);
        return new AdaBoostRegressorModel(this, data.Input, target, rounds.Regress(Trees, LearningRate, Loss));
    }
}
