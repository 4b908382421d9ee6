using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Gives every row the same probabilities.</summary>
public sealed class PriorClassifierModel : ClassifierModel
{
    readonly double[] _shares;

    internal PriorClassifierModel(PriorClassifier recipe, Schema input, string target, EquatableArray<string> classes, double[] shares)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _shares = shares;
    }

    /// <inheritdoc/>
    public override PriorClassifier Recipe { get; }

    /// <summary>The share of each class among the training rows, by weight; in the order of the classes.</summary>
    public EquatableArray<double> Shares => _shares.ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        CheckInput(rows);
        var probabilities = new double[rows.RowCount * _shares.Length];
        for (var row = 0; row < rows.RowCount; row++)
        {
            _shares.CopyTo(probabilities.AsSpan(row * _shares.Length));
        }

        return probabilities;
    }

    internal override void Write(ModelWriter writer) => writer.Array("shares", _shares);

    internal static PriorClassifierModel Read(PriorClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header.Input, header.Target, header.Classes, reader.Array<double>("shares", header.Classes.Count));
}
