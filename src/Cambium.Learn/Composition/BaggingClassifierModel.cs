using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted bag of classifiers.</summary>
public sealed class BaggingClassifierModel : ClassifierModel
{
    readonly ClassifierModel[] _models;

    internal BaggingClassifierModel(BaggingClassifier recipe, ModelHeader header, ClassifierModel[] models, double outOfBagAccuracy)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        _models = models;
        OutOfBagAccuracy = outOfBagAccuracy;
    }

    /// <inheritdoc/>
    public override BaggingClassifier Recipe { get; }

    /// <summary>The fitted models.</summary>
    public EquatableArray<ClassifierModel> Models => _models.ToEquatableArray();

    /// <summary>
    /// The share, by weight, of rows called right by the models that did not see them; rows that all models saw do not count. NaN where the recipe does not ask for it, or there are no such rows.
    /// </summary>
    public double OutOfBagAccuracy { get; }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sums = new double[rows.RowCount * Classes.Count];
        foreach (var model in _models)
        {
            var own = Parts.Probabilities(model, rows, Classes);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += own[i];
            }
        }

        return Array.ConvertAll(sums, sum => sum / _models.Length);
    }

    private protected override ShapForm MakeShapForm() => SumShapForm.Mean(this, _models, []);

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(_models, writer);
        writer.Value("out_of_bag_accuracy", OutOfBagAccuracy);
    }

    internal static BaggingClassifierModel Read(BaggingClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header,
            [.. Enumerable.Range(0, recipe.Models).Select(i => Parts.ReadClassifier(recipe.Base, header, reader, $"model_{i}", header.Classes))],
            reader.Value<double>("out_of_bag_accuracy"));
}
