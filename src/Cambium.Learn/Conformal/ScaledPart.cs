using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Intervals around an answer, as wide as its residual is expected to be large.</summary>
sealed class ScaledPart : IntervalPart
{
    /// <summary>A residual is never expected to be smaller than this share of the mean one, so that no interval collapses.</summary>
    const double LeastShare = 0.1;

    const int Folds = 5;

    readonly RegressorModel _spread;
    readonly double _floor;

    ScaledPart(RegressorModel model, RegressorModel spread, double floor) => (Model, _spread, _floor) = (model, spread, floor);

    internal RegressorModel Model { get; }

    internal static ScaledPart FitScaled(ConformalRegressor recipe, Table rows, string target, FitOptions options)
    {
        var truth = RegressionData.ReadTarget(rows[target], []);
        if (truth.Length < 2)
        {
            throw new TableException("The table cannot be learned from: one row is left to learn how large residuals are; at least two are needed. Give more rows.") { Column = target };
        }

        var model = recipe.Base.Fit(rows, target, Parts.For(options, "base"));
        // Of rows that the model has seen, residuals are too small where it fits closely.
        var foldOf = RowSplitter.StratifiedFolds(new int[truth.Length], Math.Min(Folds, truth.Length), new RandomStream(recipe.Seed));
        var answers = Parts.LeftOut(rows, foldOf, 1, "residuals: ", options, (fit, rest, part) => recipe.Base.Fit(fit, target, part with { Validation = null }).PredictValues(rest));
        var sizes = answers.Zip(truth, (answer, value) => Math.Abs(value - answer)).ToArray();
        var spread = recipe.Spread.Fit(rows.With(Column.Of(target, sizes)), target, Parts.For(options, "spread") with { Validation = null });
        var mean = sizes.Average();
        return new ScaledPart(model, spread, mean > 0 ? LeastShare * mean : 1);
    }

    internal override IntervalEnds Answer(Table rows)
    {
        var answers = Model.PredictValues(rows);
        return new IntervalEnds(answers, answers, Array.ConvertAll(_spread.PredictValues(rows), size => Math.Max(size, _floor)));
    }

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(Model, writer, "base");
        Parts.Write(_spread, writer, "spread");
        writer.Array("floor", [_floor]);
    }

    internal static ScaledPart ReadScaled(ConformalRegressor recipe, ModelHeader header, ModelReader reader)
    {
        var floor = reader.Finite("floor", 1)[0];
        return floor > 0
            ? new ScaledPart(Parts.ReadRegressor(recipe.Base, header, reader, "base"), Parts.ReadRegressor(recipe.Spread, header, reader, "spread"), floor)
            : throw new ModelFormatException("weights.safetensors: 'floor' is not above 0. The file is damaged; save the model again.");
    }
}
