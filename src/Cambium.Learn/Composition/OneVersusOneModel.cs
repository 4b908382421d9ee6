using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted classifiers, one for each pair of classes.</summary>
public sealed class OneVersusOneModel : ClassifierModel
{
    readonly ClassifierModel[] _models;

    internal OneVersusOneModel(OneVersusOne recipe, ModelHeader header, ClassifierModel[] models)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        _models = models;
    }

    /// <inheritdoc/>
    public override OneVersusOne Recipe { get; }

    /// <summary>The fitted models of the pairs (0, 1), (0, 2), …, (1, 2), ….</summary>
    public EquatableArray<ClassifierModel> Models => _models.ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        var own = Array.ConvertAll(_models, model => model.PredictProbabilities(rows));
        if (own.Length == 1)
        {
            return own[0];
        }

        var k = Classes.Count;
        var probabilities = new double[rows.RowCount * k];
        var ofSecond = new double[own.Length];
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var pair = 0; pair < own.Length; pair++)
            {
                ofSecond[pair] = own[pair][(2 * row) + 1];
            }

            PairwiseCoupling.Couple(ofSecond, probabilities.AsSpan(row * k, k));
        }

        return probabilities;
    }

    internal override bool DecidesByRow => _models.Length == 1 && _models[0].DecidesByRow;

    internal override int[] Decide(Table rows, ReadOnlySpan<double> probabilities) => DecidesByRow ? _models[0].Decide(rows, probabilities) : Decide(probabilities);

    internal override int[] Decide(ReadOnlySpan<double> probabilities) => _models.Length == 1 ? _models[0].Decide(probabilities) : base.Decide(probabilities);

    internal override void Write(ModelWriter writer) => Parts.Write(_models, writer);

    internal static OneVersusOneModel Read(OneVersusOne recipe, ModelHeader header, ModelReader reader)
    {
        var models = new List<ClassifierModel>();
        for (var first = 0; first < header.Classes.Count; first++)
        {
            for (var second = first + 1; second < header.Classes.Count; second++)
            {
                models.Add(ReadPair(recipe, header, reader, models.Count, [header.Classes[first], header.Classes[second]]));
            }
        }

        return models.Count > 0
            ? new(recipe, header, [.. models])
            : throw new ModelFormatException("model.json: a classifier of pairs has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.");
    }

    static ClassifierModel ReadPair(OneVersusOne recipe, ModelHeader header, ModelReader reader, int number, EquatableArray<string> classes)
    {
        var model = Parts.ReadClassifier(recipe.Base, header, reader, $"model_{number}", classes);
        return model.Classes == classes
            ? model
            : throw new ModelFormatException($"model.json: the part 'model_{number}' is of the classes {model.Classes}, expected {classes}. The file is damaged or was edited; save the model again.");
    }
}
