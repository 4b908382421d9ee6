using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted classifiers, one for each class against the rest.</summary>
public sealed class OneVersusRestModel : ClassifierModel
{
    static readonly EquatableArray<string> Sides = ["false", OneVersusRest.Own];

    readonly ClassifierModel[] _models;

    internal OneVersusRestModel(OneVersusRest recipe, ModelHeader header, ClassifierModel[] models)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        _models = models;
    }

    /// <inheritdoc/>
    public override OneVersusRest Recipe { get; }

    /// <summary>The fitted models, in the order of the classes, each of the classes "false" and "true"; with two classes one, for the second.</summary>
    public EquatableArray<ClassifierModel> Models => _models.ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        var own = Array.ConvertAll(_models, model => Parts.Probabilities(model, rows, Sides));
        if (own.Length == 1)
        {
            return own[0];
        }

        var k = Classes.Count;
        var probabilities = new double[rows.RowCount * k];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var ofRow = probabilities.AsSpan(row * k, k);
            for (var place = 0; place < k; place++)
            {
                ofRow[place] = own[place][(2 * row) + 1];
            }

            DivideBySum(ofRow);
        }

        return probabilities;
    }

    internal override bool DecidesByRow => _models.Length == 1 && _models[0].DecidesByRow;

    internal override int[] Decide(Table rows, ReadOnlySpan<double> probabilities) => DecidesByRow ? _models[0].Decide(rows, probabilities) : Decide(probabilities);

    internal override int[] Decide(ReadOnlySpan<double> probabilities) => _models.Length == 1 ? _models[0].Decide(probabilities) : base.Decide(probabilities);

    internal override void Write(ModelWriter writer) => Parts.Write(_models, writer);

    internal static OneVersusRestModel Read(OneVersusRest recipe, ModelHeader header, ModelReader reader)
    {
        var count = header.Classes.Count <= 2 ? 1 : header.Classes.Count;
        return header.Classes.Count > 1
            ? new(recipe, header, [.. Enumerable.Range(0, count).Select(i => Parts.ReadClassifier(recipe.Base, header, reader, $"model_{i}", Sides))])
            : throw new ModelFormatException("model.json: a classifier of one class against the rest has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.");
    }

    /// <summary>Makes numbers of at least 0 add up to 1; all alike where all are 0.</summary>
    internal static void DivideBySum(Span<double> numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = sum > 0 ? numbers[i] / sum : 1.0 / numbers.Length;
        }
    }
}
