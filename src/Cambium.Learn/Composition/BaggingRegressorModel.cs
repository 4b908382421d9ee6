using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted bag of regressors.</summary>
public sealed class BaggingRegressorModel : RegressorModel
{
    readonly RegressorModel[] _models;

    internal BaggingRegressorModel(BaggingRegressor recipe, Schema input, string target, RegressorModel[] models, double outOfBagR2)
        : base(input, target)
    {
        Recipe = recipe;
        _models = models;
        OutOfBagR2 = outOfBagR2;
    }

    /// <inheritdoc/>
    public override BaggingRegressor Recipe { get; }

    /// <summary>The fitted models.</summary>
    public EquatableArray<RegressorModel> Models => _models.ToEquatableArray();

    /// <summary>
    /// R² by weight of the answers of the models that did not see a row; rows that all models saw do not count. NaN where the recipe does not ask for it, or those rows' targets do not differ.
    /// </summary>
    public double OutOfBagR2 { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sums = new double[rows.RowCount];
        foreach (var model in _models)
        {
            var own = model.PredictValues(rows);
            for (var row = 0; row < sums.Length; row++)
            {
                sums[row] += own[row];
            }
        }

        return Array.ConvertAll(sums, sum => sum / _models.Length);
    }

    private protected override ShapForm MakeShapForm() => SumShapForm.Mean(this, _models, []);

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(_models, writer);
        writer.Value("out_of_bag_r2", OutOfBagR2);
    }

    internal static BaggingRegressorModel Read(BaggingRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            header.Target,
            [.. Enumerable.Range(0, recipe.Models).Select(i => Parts.ReadRegressor(recipe.Base, header, reader, $"model_{i}"))],
            reader.Value<double>("out_of_bag_r2"));
}
