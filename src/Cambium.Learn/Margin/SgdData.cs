using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Rows of a table as a stochastic gradient method learns from them.</summary>
/// <param name="Features">n rows of features.</param>
/// <param name="Targets">The class of each row, from 0, or the number to predict.</param>
/// <param name="Weights">The weight of each row; empty where every row counts 1.</param>
sealed record SgdData(FeatureMatrix Features, double[] Targets, double[] Weights)
{
    internal static SgdData Of(ClassificationData data) => new(data.Features, Array.ConvertAll(data.Codes, code => (double)code), data.Weights);

    internal static SgdData Of(RegressionData data) => new(data.Features, data.Target, data.Weights);

    /// <summary>Rows that end a fit.</summary>
    /// <exception cref="TableException">A feature is missing or infinite; the message lists every column.</exception>
    internal SgdData ThrowIfUnfitToWatch()
    {
        var problems = FiniteColumns.Problems(Features);
        return problems.Count == 0
            ? this
            : throw new TableException($"The validation rows cannot be used: {string.Join("; ", problems)}.") { Column = FiniteColumns.FirstBad(Features) };
    }

    /// <summary>The rows that count: those of a weight above 0.</summary>
    internal int[] Counting() => [.. Enumerable.Range(0, Features.RowCount).Where(row => Weights.Length == 0 || Weights[row] > 0)];

    /// <summary>More rows for a classifier that has learned.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static SgdData More(Table more, ClassifierModel model, EquatableArray<Feature> features, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(more);
        var problems = new List<string>();
        var target = more[model.Target];
        TrainingRows.CheckTarget(target, problems);
        var codes = ClassLabels.Encode(target, model.Classes);
        var unseen = Array.IndexOf(codes, ClassLabels.Unseen);
        if (unseen >= 0)
        {
            problems.Add(
                $"the target '{model.Target}' is '{target.Format(unseen)}' in row {unseen + 1}, which the model does not know; its classes are {string.Join(", ", model.Classes)}: " +
                "fit anew with rows of all classes");
        }

        return Checked(more, model, features, Array.ConvertAll(codes, code => (double)code), options, problems);
    }

    /// <summary>More rows for a regressor that has learned.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static SgdData More(Table more, RegressorModel model, EquatableArray<Feature> features, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(more);
        var problems = new List<string>();
        var targets = RegressionData.ReadTarget(more[model.Target], problems);
        return Checked(more, model, features, targets, options, problems);
    }

    static SgdData Checked(Table more, Model model, EquatableArray<Feature> features, double[] targets, FitOptions options, List<string> problems)
    {
        var weights = TrainingRows.Weights(more, options.Weight, problems);
        var read = FeatureMatrix.Build(more, features);
        problems.AddRange(FiniteColumns.Problems(read));
        TrainingRows.ThrowIfAny(problems, model.Target);
        return new SgdData(read, targets, weights);
    }
}
