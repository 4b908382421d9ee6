using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The learners that one part's intervals come from.</summary>
abstract class IntervalPart
{
    /// <summary>Fits them.</summary>
    /// <param name="recipe">Which.</param>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">How to fit.</param>
    internal static IntervalPart Fit(ConformalRegressor recipe, Table rows, string target, FitOptions options) => recipe.Score switch
    {
        IntervalScore.Residual => new ResidualPart(recipe.Base.Fit(rows, target, options)),
        IntervalScore.ScaledResidual => ScaledPart.FitScaled(recipe, rows, target, options),
        _ => QuantilePart.FitQuantiles(recipe, rows, target, options),
    };

    /// <summary>The intervals of score 0.</summary>
    internal abstract IntervalEnds Answer(Table rows);

    internal abstract void Write(ModelWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static IntervalPart Read(ConformalRegressor recipe, ModelHeader header, ModelReader reader) => recipe.Score switch
    {
        IntervalScore.Residual => new ResidualPart(Parts.ReadRegressor(recipe.Base, header, reader, "base")),
        IntervalScore.ScaledResidual => ScaledPart.ReadScaled(recipe, header, reader),
        _ => QuantilePart.ReadQuantiles(recipe, header, reader),
    };
}
