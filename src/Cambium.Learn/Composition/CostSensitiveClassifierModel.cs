using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier whose calls go by prices.</summary>
public sealed class CostSensitiveClassifierModel : ClassifierModel
{
    readonly double[] _costs;

    internal CostSensitiveClassifierModel(CostSensitiveClassifier recipe, ModelHeader header, ClassifierModel model)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        Base = model;
        _costs = CostMatrix.Of(recipe.Costs, header.Classes);
    }

    /// <inheritdoc/>
    public override CostSensitiveClassifier Recipe { get; }

    /// <summary>The fitted classifier whose probabilities are used.</summary>
    public ClassifierModel Base { get; }

    /// <summary>The price of each call: k × k, row-major, a row for each class, a column for each call.</summary>
    public ReadOnlySpan<double> Costs => _costs;

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => Parts.Probabilities(Base, rows, Classes);

    /// <summary>What each call is expected to cost for each row: n × k, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public double[] PredictCosts(Table rows) => Expected(PredictProbabilities(rows));

    internal override int[] Decide(ReadOnlySpan<double> probabilities)
    {
        var k = Classes.Count;
        var costs = Expected(probabilities);
        var calls = new int[costs.Length / k];
        for (var row = 0; row < calls.Length; row++)
        {
            var cost = costs.AsSpan(row * k, k);
            var probability = probabilities.Slice(row * k, k);
            for (var call = 1; call < k; call++)
            {
                var best = calls[row];
                calls[row] = cost[call] < cost[best] || (cost[call] == cost[best] && probability[call] > probability[best]) ? call : best;
            }
        }

        return calls;
    }

    private protected override ShapForm MakeShapForm() => InnerShapForm.Of(Base, this);

    internal override void Write(ModelWriter writer) => Parts.Write(Base, writer, "base");

    internal static CostSensitiveClassifierModel Read(CostSensitiveClassifier recipe, ModelHeader header, ModelReader reader)
    {
        var problems = CostMatrix.Problems(recipe.Costs, header.Classes);
        return problems.Count > 0
            ? throw new ModelFormatException($"The costs do not fit the classes: {string.Join("; ", problems)}.")
            : new(recipe, header, Parts.ReadClassifier(recipe.Base, header, reader, "base", header.Classes));
    }

    double[] Expected(ReadOnlySpan<double> probabilities)
    {
        var k = Classes.Count;
        var costs = new double[probabilities.Length];
        for (var row = 0; row < costs.Length; row += k)
        {
            for (var truth = 0; truth < k; truth++)
            {
                for (var call = 0; call < k; call++)
                {
                    costs[row + call] += probabilities[row + truth] * _costs[(truth * k) + call];
                }
            }
        }

        return costs;
    }
}
