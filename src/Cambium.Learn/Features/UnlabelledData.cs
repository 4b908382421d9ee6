using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Rows as a learner without a target reads them: features and a weight for each row.</summary>
sealed class UnlabelledData
{
    UnlabelledData(Schema input, FeatureMatrix features, double[] weights)
    {
        Input = input;
        Features = features;
        Weights = weights;
    }

    /// <summary>The columns that the features come from.</summary>
    internal Schema Input { get; }

    /// <summary>n rows of p features.</summary>
    internal FeatureMatrix Features { get; }

    /// <summary>The weight of each row; empty where every row counts 1.</summary>
    internal double[] Weights { get; }

    /// <summary>Reads the rows to learn from.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static UnlabelledData From(Table train, FitOptions options, FeatureNeeds needs = FeatureNeeds.Anything)
    {
        ArgumentNullException.ThrowIfNull(train);
        var weights = options.Weight;
        var inputs = weights is null ? train : train.Drop(weights);
        var problems = new List<string>();
        if (train.RowCount == 0)
        {
            problems.Add("it has no rows");
        }

        var read = TrainingRows.Weights(train, weights, problems);
        var features = TrainingRows.Features(inputs, needs, problems);
        TrainingRows.ThrowIfAny(problems);
        return new UnlabelledData(inputs.Schema, features, read);
    }
}
