using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Predicts the same number for every row.</summary>
public sealed class MeanRegressorModel : RegressorModel
{
    internal MeanRegressorModel(MeanRegressor recipe, Schema input, string target, double mean)
        : base(input, target)
    {
        Recipe = recipe;
        Mean = mean;
    }

    /// <inheritdoc/>
    public override MeanRegressor Recipe { get; }

    /// <summary>The mean of the target over the training rows, by weight.</summary>
    public double Mean { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        CheckInput(rows);
        var values = new double[rows.RowCount];
        Array.Fill(values, Mean);
        return values;
    }

    internal override void Write(ModelWriter writer) => writer.Array("mean", [Mean]);

    internal static MeanRegressorModel Read(MeanRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, reader.Array<double>("mean", 1)[0]);
}
