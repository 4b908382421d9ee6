using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Gives every row the shares of the classes among the training rows: what any real learner must beat.</summary>
/// <remarks>
/// <para>Minimises the log loss among models that do not look at the features. Time and memory O(n).</para>
/// <para>Features may be anything, missing values included; they are not read. Honours weights. One class is enough.</para>
/// </remarks>
public sealed record PriorClassifier : Classifier
{
    /// <inheritdoc/>
    public override PriorClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        var inputs = TrainingRows.Features(train, target, options.Weight);
        var problems = new List<string>();
        var (classes, codes) = ClassificationData.ReadTarget(train[target], problems);
        var weights = TrainingRows.Weights(train, options.Weight, problems);
        TrainingRows.ThrowIfAny(problems, target);
        options.CancellationToken.ThrowIfCancellationRequested();

        var shares = new double[classes.Count];
        var total = 0.0;
        for (var row = 0; row < codes.Length; row++)
        {
            var weight = weights.Length == 0 ? 1 : weights[row];
            shares[codes[row]] += weight;
            total += weight;
        }

        for (var place = 0; place < shares.Length; place++)
        {
            shares[place] /= total;
        }

        options.Progress?.Report(new FitProgress("rows", 1, 1));
        return new PriorClassifierModel(this, inputs.Schema, target, classes, shares);
    }
}
