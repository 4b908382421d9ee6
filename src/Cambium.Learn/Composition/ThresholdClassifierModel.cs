using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier with a threshold of its own.</summary>
public sealed class ThresholdClassifierModel : ClassifierModel
{
    internal ThresholdClassifierModel(ThresholdClassifier recipe, ModelHeader header, ClassifierModel model, double threshold, double score)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        Base = model;
        Threshold = threshold;
        Score = score;
    }

    /// <inheritdoc/>
    public override ThresholdClassifier Recipe { get; }

    /// <summary>The fitted classifier whose probabilities are used.</summary>
    public ClassifierModel Base { get; }

    /// <summary>A row is called the second class where the probability of that is at least this.</summary>
    public double Threshold { get; }

    /// <summary>
    /// What the threshold scored on rows left out in turn, by the recipe's metric: higher is better, a cost counts as minus the mean cost of a row. Where a floor could not be reached, what came nearest to it, less 2.
    /// </summary>
    public double Score { get; }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => Parts.Probabilities(Base, rows, Classes);

    internal override double? OwnThreshold => Threshold;

    internal override int[] Decide(ReadOnlySpan<double> probabilities)
    {
        var calls = new int[probabilities.Length / 2];
        for (var row = 0; row < calls.Length; row++)
        {
            calls[row] = probabilities[(2 * row) + 1] >= Threshold ? 1 : 0;
        }

        return calls;
    }

    private protected override ShapForm MakeShapForm() => InnerShapForm.Of(Base, this);

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(Base, writer, "base");
        writer.Array("threshold", [Threshold, Score]);
    }

    internal static ThresholdClassifierModel Read(ThresholdClassifier recipe, ModelHeader header, ModelReader reader)
    {
        SavedParts.CheckTwoClasses(header);
        var numbers = reader.Finite("threshold", 2);
        return new(recipe, header, Parts.ReadClassifier(recipe.Base, header, reader, "base", header.Classes), numbers[0], numbers[1]);
    }
}
