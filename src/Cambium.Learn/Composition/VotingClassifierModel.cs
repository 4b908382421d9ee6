using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted classifiers that vote.</summary>
public sealed class VotingClassifierModel : ClassifierModel
{
    readonly ClassifierModel[] _members;

    internal VotingClassifierModel(VotingClassifier recipe, ModelHeader header, ClassifierModel[] members)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        _members = members;
    }

    /// <inheritdoc/>
    public override VotingClassifier Recipe { get; }

    /// <summary>The fitted members, in the recipe's order.</summary>
    public EquatableArray<ClassifierModel> Members => _members.ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sums = new double[rows.RowCount * Classes.Count];
        var total = 0.0;
        for (var i = 0; i < _members.Length; i++)
        {
            var weight = Recipe.Weights.Count == 0 ? 1 : Recipe.Weights[i];
            total += weight;
            if (Recipe.Voting == VotingKind.Soft)
            {
                var own = Parts.Probabilities(_members[i], rows, Classes);
                for (var j = 0; j < sums.Length; j++)
                {
                    sums[j] += weight * own[j];
                }

                continue;
            }

            var calls = Parts.Calls(_members[i], rows, Classes);
            for (var row = 0; row < calls.Length; row++)
            {
                sums[(row * Classes.Count) + calls[row]] += weight;
            }
        }

        return Array.ConvertAll(sums, sum => sum / total);
    }

    private protected override ShapForm? MakeShapForm() => Recipe.Voting == VotingKind.Soft ? SumShapForm.Mean(this, _members, [.. Recipe.Weights]) : null;

    internal override void Write(ModelWriter writer) => Parts.Write(_members, writer);

    internal static VotingClassifierModel Read(VotingClassifier recipe, ModelHeader header, ModelReader reader)
    {
        SavedParts.CheckWeights(recipe.Weights, recipe.Members.Count);
        return new(recipe, header, [.. recipe.Members.Select((member, i) => Parts.ReadClassifier(member, header, reader, $"model_{i}", header.Classes))]);
    }
}
