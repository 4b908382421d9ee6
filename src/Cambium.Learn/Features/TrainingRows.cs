using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// What a classifier and a regressor check alike before they learn; problems are collected, so that one message tells them all.
/// </summary>
static class TrainingRows
{
    /// <summary>The rows without target and weight.</summary>
    /// <exception cref="ArgumentException">A column is not there, or the target is the weight.</exception>
    internal static Table Features(Table rows, string target, string? weight)
    {
        if (target == weight)
        {
            throw new ArgumentException($"Column '{target}' cannot be both the target and the weight.", nameof(weight));
        }

        return weight is null ? rows.Drop(target) : rows.Drop(target, weight);
    }

    /// <summary>The features of the columns, as far as they can be read; adds what is wrong with them to <paramref name="problems"/>.</summary>
    internal static FeatureMatrix Features(Table inputs, FeatureNeeds needs, List<string> problems, int maxThreads = 1)
    {
        var unreadable = FeatureMatrix.Problems(inputs, readsSparse: needs is FeatureNeeds.AnythingAndVectors or FeatureNeeds.FiniteVectors or FeatureNeeds.Counts);
        problems.AddRange(unreadable);
        // Nothing is built of columns that cannot be read; the caller throws.
        var readable = unreadable.Count == 0 ? inputs : inputs.Slice(0, 0).Select();
        var features = FeatureMatrix.Build(readable, FeatureMatrix.FeaturesOf(readable.Schema));
        if (needs != FeatureNeeds.Anything)
        {
            problems.AddRange(FiniteColumns.Problems(features.MustBeFinite(needs), areCounts: needs == FeatureNeeds.Counts, maxThreads));
        }

        return features;
    }

    /// <summary>
    /// The weight of each row, or nothing where every row counts 1; adds what is wrong with them to <paramref name="problems"/>.
    /// </summary>
    internal static double[] Weights(Table rows, string? weight, List<string> problems)
    {
        if (weight is null)
        {
            return [];
        }

        double[] weights;
        switch (rows[weight])
        {
            case Column<double> numbers:
                weights = numbers.Values.ToArray();
                break;
            case Column<long> numbers:
                weights = new double[numbers.Length];
                for (var row = 0; row < weights.Length; row++)
                {
                    weights[row] = numbers.Validity[row] ? numbers.Values[row] : double.NaN;
                }

                break;
            default:
                problems.Add($"the weight '{weight}' holds {rows[weight].Type} values; weights are numbers");
                return [];
        }

        var bad = Array.FindIndex(weights, value => !(value >= 0) || double.IsInfinity(value));
        if (bad >= 0)
        {
            problems.Add(
                $"the weight '{weight}' is {(double.IsNaN(weights[bad]) ? "missing" : rows[weight].Format(bad))} in row {bad + 1}; " +
                "weights are finite numbers of at least 0");
        }
        else if (weights.Length > 0 && !Array.Exists(weights, value => value > 0))
        {
            problems.Add($"the weight '{weight}' is 0 in every row");
        }

        return weights;
    }

    /// <summary>Adds what is wrong with rows and target alike.</summary>
    internal static void CheckTarget(Column target, List<string> problems)
    {
        if (target.Length == 0)
        {
            problems.Add("it has no rows");
        }
        else if (target.MissingCount > 0)
        {
            problems.Add($"the target '{target.Name}' is missing in {target.MissingCount} of {target.Length} rows; drop those rows");
        }
    }

    /// <summary>Throws one exception that tells all the problems, if there are any.</summary>
    /// <exception cref="TableException">There are problems.</exception>
    internal static void ThrowIfAny(List<string> problems, string target)
    {
        if (problems.Count > 0)
        {
            throw new TableException(Message(problems)) { Column = target };
        }
    }

    /// <summary>Throws one exception that tells all the problems of rows without a target, if there are any.</summary>
    /// <exception cref="TableException">There are problems.</exception>
    internal static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new TableException(Message(problems));
        }
    }

    static string Message(List<string> problems) => $"The table cannot be learned from: {string.Join("; ", problems)}.";
}
