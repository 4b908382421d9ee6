using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What the two conformal recipes are told alike.</summary>
/// <param name="Coverage">1 − α.</param>
/// <param name="Share">The share of rows that calibrate; 0: folds.</param>
/// <param name="Folds">The number of folds.</param>
/// <param name="CoverageBy">The columns whose groups have thresholds of their own.</param>
/// <param name="PoolSmallGroups">Whether small and unseen groups go by all rows.</param>
/// <param name="GroupBy">The column whose equal values stay together; empty: none.</param>
/// <param name="Seed">The seed.</param>
/// <param name="ByClass">Whether each class has a threshold of its own.</param>
sealed record CalibrationSettings(double Coverage, double Share, int Folds, EquatableArray<string> CoverageBy, bool PoolSmallGroups, string GroupBy, long Seed, bool ByClass)
{
    internal static CalibrationSettings Of(ConformalRegressor recipe) =>
        new(recipe.Coverage, recipe.Share, recipe.Folds, recipe.CoverageBy, recipe.PoolSmallGroups, recipe.GroupBy, recipe.Seed, ByClass: false);

    internal static CalibrationSettings Of(ConformalClassifier recipe) =>
        new(recipe.Coverage, recipe.Share, recipe.Folds, recipe.CoverageBy, recipe.PoolSmallGroups, recipe.GroupBy, recipe.Seed, recipe.ByClass);

    /// <summary>The least number of rows whose quantile is finite: the smallest n with (n + 1)(1 − α) ≤ n.</summary>
    internal double RowsNeeded => Math.Ceiling(Wanted / (1 - Wanted));

    /// <summary>How much weight must lie at or below a threshold: (n + 1)(1 − α).</summary>
    internal double Target(double rows) => Wanted * (rows + 1);

    // A product such as 0.07 × 100 may come out above the whole number that it is, and sums of weights below theirs; 1e-10 is far above either rounding.
    double Wanted => Coverage * (1 - 1e-10);

    /// <summary>The rows that a conformal recipe's learners see, without the column that rows are dealt by.</summary>
    /// <exception cref="ArgumentException">A column is not there, or has two roles.</exception>
    internal Table Shown(Table train, string target)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (GroupBy.Length == 0)
        {
            return train;
        }

        return GroupBy == target
            ? throw new ArgumentException($"Column '{target}' cannot be both the target and GroupBy.", nameof(target))
            : train.Drop(GroupBy);
    }
}
