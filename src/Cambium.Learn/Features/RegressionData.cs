using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Rows as a regressor learns from them: features, a number and a weight for each row.</summary>
sealed class RegressionData
{
    RegressionData(Schema input, FeatureMatrix features, double[] target, double[] weights)
    {
        Input = input;
        Features = features;
        Target = target;
        Weights = weights;
    }

    /// <summary>The columns that the features come from.</summary>
    internal Schema Input { get; }

    /// <summary>n rows of p features.</summary>
    internal FeatureMatrix Features { get; }

    /// <summary>The number to predict for each row; finite.</summary>
    internal double[] Target { get; }

    /// <summary>The weight of each row; empty where every row counts 1.</summary>
    internal double[] Weights { get; }

    /// <summary>The means of the features by weight, for a learner of finite numbers.</summary>
    internal TrainingMeans? Means(FitOptions options) => TrainingMeans.Of(Features, Weights, options);

    /// <summary>Reads the rows to learn from; what the learner needs of the features and the target is checked together with all else.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">The weight's column.</param>
    /// <param name="needs">What the learner needs of the features.</param>
    /// <param name="targetProblem">Tells why the learner cannot take a target; null where it can.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static RegressionData From(Table train, string target, FitOptions options, FeatureNeeds needs = FeatureNeeds.Anything, Func<double[], string?>? targetProblem = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        var inputs = TrainingRows.Features(train, target, options.Weight);
        var problems = new List<string>();
        var y = ReadTarget(train[target], problems);
        if (targetProblem?.Invoke(y) is { } problem)
        {
            problems.Add(problem);
        }

        var weights = TrainingRows.Weights(train, options.Weight, problems);
        var sound = problems.Count == 0;
        var features = TrainingRows.Features(inputs, needs, problems, options.MaxThreads);
        TrainingRows.ThrowIfAny(problems, problems.Count > 0 && sound && FiniteColumns.FirstBad(features.MustBeFinite(needs)) is { } bad ? bad : target);
        return new RegressionData(inputs.Schema, features, y, weights);
    }

    /// <summary>Reads the rows to go on learning from: the features are those learned from before.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from, or do not fit those before; the message lists every problem.</exception>
    internal static RegressionData Again(Schema input, Table train, string target, FitOptions options) =>
        Known(input, FeatureMatrix.FeaturesOf(input), train, target, options.Weight, "The table cannot be learned from");

    /// <summary>The numbers of a target; adds what is wrong with the column to <paramref name="problems"/>.</summary>
    internal static double[] ReadTarget(Column target, List<string> problems)
    {
        TrainingRows.CheckTarget(target, problems);
        switch (target)
        {
            case Column<double> numbers:
                var values = numbers.Values.ToArray();
                var infinite = Array.FindIndex(values, double.IsInfinity);
                if (infinite >= 0)
                {
                    problems.Add(
                        $"the target '{target.Name}' is infinite in row {infinite + 1}; a regressor's target holds finite numbers");
                }

                return values;
            case Column<long> whole:
                return Array.ConvertAll(whole.Values.ToArray(), value => (double)value);
            default:
                problems.Add(
                    $"the target '{target.Name}' holds {target.Type} values; a regressor's target holds numbers: use a classifier");
                return [];
        }
    }

    /// <summary>
    /// Reads rows for early stopping to watch: the features are those learned from. Weights count where the rows have that column.
    /// </summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit those learned from; the message lists every problem.</exception>
    internal RegressionData Validation(Table rows, string target, string? weight) =>
        Known(Input, Features.Features, rows, target, weight is not null && rows.Contains(weight) ? weight : null, "The validation rows cannot be used");

    static RegressionData Known(Schema input, EquatableArray<Feature> features, Table rows, string target, string? weight, string refusal)
    {
        var problems = new List<string>();
        var y = ReadTarget(rows[target], problems);
        var weights = TrainingRows.Weights(rows, weight, problems);
        if (problems.Count > 0)
        {
            throw new TableException($"{refusal}: {string.Join("; ", problems)}.") { Column = target };
        }

        return new RegressionData(input, FeatureMatrix.Build(rows, features), y, weights);
    }
}
