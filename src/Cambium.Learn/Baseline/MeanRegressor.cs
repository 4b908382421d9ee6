using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Predicts the mean of the training rows' target for every row: what any real learner must beat.</summary>
/// <remarks>
/// <para>Minimises Σ wᵢ (yᵢ − m)² over m. Time and memory O(n).</para>
/// <para>Features may be anything, missing values included; they are not read. Honours weights.</para>
/// </remarks>
public sealed record MeanRegressor : Regressor
{
    /// <inheritdoc/>
    public override MeanRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        var inputs = TrainingRows.Features(train, target, options.Weight);
        var problems = new List<string>();
        var y = RegressionData.ReadTarget(train[target], problems);
        var weights = TrainingRows.Weights(train, options.Weight, problems);
        TrainingRows.ThrowIfAny(problems, target);
        options.CancellationToken.ThrowIfCancellationRequested();

        var mean = 0.0;
        var total = 0.0;
        for (var row = 0; row < y.Length; row++)
        {
            var weight = weights.Length == 0 ? 1 : weights[row];
            if (weight > 0)
            {
                total += weight;
                // The running mean neither overflows nor loses digits where the values are large.
                mean += (y[row] - mean) * (weight / total);
            }
        }

        options.Progress?.Report(new FitProgress("rows", 1, 1));
        return new MeanRegressorModel(this, inputs.Schema, target, mean);
    }
}
