using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Intervals between two learned quantiles.</summary>
sealed class QuantilePart : IntervalPart
{
    readonly RegressorModel _low;
    readonly RegressorModel _high;

    QuantilePart(RegressorModel low, RegressorModel high) => (_low, _high) = (low, high);

    internal static QuantilePart FitQuantiles(ConformalRegressor recipe, Table rows, string target, FitOptions options)
    {
        var (low, high) = Recipes(recipe);
        return new QuantilePart(low.Fit(rows, target, Parts.For(options, "low")), high.Fit(rows, target, Parts.For(options, "high")));
    }

    internal override IntervalEnds Answer(Table rows)
    {
        var (low, high) = (_low.PredictValues(rows), _high.PredictValues(rows));
        var ones = new double[low.Length];
        Array.Fill(ones, 1);
        return new IntervalEnds(low, high, ones);
    }

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(_low, writer, "low");
        Parts.Write(_high, writer, "high");
    }

    internal static QuantilePart ReadQuantiles(ConformalRegressor recipe, ModelHeader header, ModelReader reader)
    {
        var (low, high) = Recipes(recipe);
        return new QuantilePart(Parts.ReadRegressor(low, header, reader, "low"), Parts.ReadRegressor(high, header, reader, "high"));
    }

    static (Regressor Low, Regressor High) Recipes(ConformalRegressor recipe)
    {
        var outside = (1 - recipe.Coverage) / 2;
        return (QuantileRecipe.At(recipe.Quantiles, outside), QuantileRecipe.At(recipe.Quantiles, 1 - outside));
    }
}
