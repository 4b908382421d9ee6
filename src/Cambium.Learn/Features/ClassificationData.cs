using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Rows as a classifier learns from them: features, a class and a weight for each row.</summary>
sealed class ClassificationData
{
    ClassificationData(Schema input, FeatureMatrix features, EquatableArray<string> classes, int[] codes, double[] weights)
    {
        Input = input;
        Features = features;
        Classes = classes;
        Codes = codes;
        Weights = weights;
    }

    /// <summary>The columns that the features come from.</summary>
    internal Schema Input { get; }

    /// <summary>n rows of p features.</summary>
    internal FeatureMatrix Features { get; }

    /// <summary>The k classes, in the order of <see cref="ClassifierModel.Classes"/>.</summary>
    internal EquatableArray<string> Classes { get; }

    /// <summary>The class of each row, as its place in <see cref="Classes"/>.</summary>
    internal int[] Codes { get; }

    /// <summary>The weight of each row; empty where every row counts 1.</summary>
    internal double[] Weights { get; }

    /// <summary>The means of the features by weight, for a learner of finite numbers.</summary>
    internal TrainingMeans? Means(FitOptions options) => TrainingMeans.Of(Features, Weights, options);

    /// <summary>Reads the rows to learn from; what the learner needs of the features is checked together with all else.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static ClassificationData From(Table train, string target, FitOptions options, FeatureNeeds needs = FeatureNeeds.Anything)
    {
        ArgumentNullException.ThrowIfNull(train);
        var inputs = TrainingRows.Features(train, target, options.Weight);
        var problems = new List<string>();
        var (classes, codes) = ReadTarget(train[target], problems);
        if (classes.Count == 1)
        {
            problems.Add($"every row's target '{target}' is '{classes[0]}'; a classifier needs rows of at least two classes");
        }

        var weights = TrainingRows.Weights(train, options.Weight, problems);
        var sound = problems.Count == 0;
        var features = TrainingRows.Features(inputs, needs, problems, options.MaxThreads);
        TrainingRows.ThrowIfAny(problems, problems.Count > 0 && sound && FiniteColumns.FirstBad(features.MustBeFinite(needs)) is { } bad ? bad : target);
        return new ClassificationData(inputs.Schema, features, classes, codes, weights);
    }

    /// <summary>The weight of a row.</summary>
    internal double Weight(int row) => Weights.Length == 0 ? 1 : Weights[row];

    /// <summary>The sum of the weights of each class's rows, each above 0.</summary>
    /// <param name="target">The column of the classes.</param>
    /// <param name="weight">The column of the weights; null where there is none.</param>
    /// <exception cref="TableException">A class's rows all weigh 0.</exception>
    internal double[] ClassWeights(string target, string? weight)
    {
        var sums = new double[Classes.Count];
        for (var row = 0; row < Codes.Length; row++)
        {
            sums[Codes[row]] += Weight(row);
        }

        var empty = Array.IndexOf(sums, 0);
        return empty < 0
            ? sums
            : throw new TableException(
                $"The table cannot be learned from: the weight '{weight}' is 0 in every row whose target '{target}' is '{Classes[empty]}'; drop those rows.")
            {
                Column = weight,
            };
    }

    /// <summary>Reads the rows to go on learning from: the features and classes are those learned from before.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from, or do not fit those before; the message lists every problem.</exception>
    internal static ClassificationData Again(Schema input, EquatableArray<string> classes, Table train, string target, FitOptions options) =>
        Known(input, FeatureMatrix.FeaturesOf(input), classes, train, target, options.Weight, "The table cannot be learned from");

    /// <summary>The classes and the class of each row; adds what is wrong with the column to <paramref name="problems"/>.</summary>
    internal static (EquatableArray<string> Classes, int[] Codes) ReadTarget(Column target, List<string> problems)
    {
        TrainingRows.CheckTarget(target, problems);
        if (ClassLabels.Problem(target) is { } problem)
        {
            problems.Add(problem);
            return ([], []);
        }

        var classes = ClassLabels.ClassesOf(target);
        return (classes, ClassLabels.Encode(target, classes));
    }

    /// <summary>
    /// Reads rows for early stopping to watch: the features and classes are those learned from. Weights count where the rows have that
    /// column.
    /// </summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit those learned from; the message lists every problem.</exception>
    internal ClassificationData Validation(Table rows, string target, string? weight) =>
        Known(
            Input, Features.Features, Classes, rows, target, weight is not null && rows.Contains(weight) ? weight : null, "The validation rows cannot be used");

    static ClassificationData Known(
        Schema input, EquatableArray<Feature> features, EquatableArray<string> classes, Table rows, string target, string? weight, string refusal)
    {
        var problems = new List<string>();
        TrainingRows.CheckTarget(rows[target], problems);
        var codes = ClassLabels.Encode(rows[target], classes);
        var unseen = Array.IndexOf(codes, ClassLabels.Unseen);
        if (unseen >= 0 && !rows[target].IsMissing(unseen))
        {
            problems.Add(
                $"the target '{target}' is '{rows[target].Format(unseen)}' in row {unseen + 1}, which no training row is; the classes " +
                $"are {string.Join(", ", classes)}");
        }

        var weights = TrainingRows.Weights(rows, weight, problems);
        if (problems.Count > 0)
        {
            throw new TableException($"{refusal}: {string.Join("; ", problems)}.") { Column = target };
        }

        return new ClassificationData(input, FeatureMatrix.Build(rows, features), classes, codes, weights);
    }
}
