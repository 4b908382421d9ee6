using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted regressors whose answers are taken together.</summary>
public sealed class VotingRegressorModel : RegressorModel
{
    readonly RegressorModel[] _members;

    internal VotingRegressorModel(VotingRegressor recipe, Schema input, string target, RegressorModel[] members)
        : base(input, target)
    {
        Recipe = recipe;
        _members = members;
    }

    /// <inheritdoc/>
    public override VotingRegressor Recipe { get; }

    /// <summary>The fitted members, in the recipe's order.</summary>
    public EquatableArray<RegressorModel> Members => _members.ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sums = new double[rows.RowCount];
        var total = 0.0;
        for (var i = 0; i < _members.Length; i++)
        {
            var weight = Recipe.Weights.Count == 0 ? 1 : Recipe.Weights[i];
            total += weight;
            var own = _members[i].PredictValues(rows);
            for (var row = 0; row < sums.Length; row++)
            {
                sums[row] += weight * own[row];
            }
        }

        return Array.ConvertAll(sums, sum => sum / total);
    }

    private protected override ShapForm MakeShapForm() => SumShapForm.Mean(this, _members, [.. Recipe.Weights]);

    internal override void Write(ModelWriter writer) => Parts.Write(_members, writer);

    internal static VotingRegressorModel Read(VotingRegressor recipe, ModelHeader header, ModelReader reader)
    {
        SavedParts.CheckWeights(recipe.Weights, recipe.Members.Count);
        return new(recipe, header.Input, header.Target, [.. recipe.Members.Select((member, i) => Parts.ReadRegressor(member, header, reader, $"model_{i}"))]);
    }
}
