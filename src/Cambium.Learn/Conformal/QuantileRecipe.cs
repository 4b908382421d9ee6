using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>Regressors that predict quantiles, and which.</summary>
static class QuantileRecipe
{
    /// <summary>Passes on a recipe that predicts quantiles.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    internal static Regressor Check(Regressor recipe, [CallerMemberName] string setting = "")
    {
        ArgumentNullException.ThrowIfNull(recipe, setting);
        return IsOne(recipe)
            ? recipe
            : throw new ArgumentException(
                $"{setting} is a {Last(recipe).GetType().Name}, which predicts no quantiles; give a {nameof(BoostedTreesRegressor)}, a {nameof(QuantileRegression)}, or a pipeline that ends in one.", setting);
    }

    /// <summary>The recipe for one quantile.</summary>
    internal static Regressor At(Regressor recipe, double share) => recipe switch
    {
        BoostedTreesRegressor trees => trees with { Loss = BoostedTreesLoss.Quantile, QuantileLevel = Math.Clamp(share, 0.001, 0.999) },
        QuantileRegression linear => linear with { Quantile = Math.Clamp(share, 0.0001, 0.9999) },
        RegressorPipeline pipeline => pipeline with { Last = At(pipeline.Last, share) },
        _ => recipe, // Check lets none through
    };

    static bool IsOne(Regressor recipe) => Last(recipe) is BoostedTreesRegressor or QuantileRegression;

    static Regressor Last(Regressor recipe) => recipe is RegressorPipeline pipeline ? pipeline.Last : recipe;
}
