using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// What a learner made of learners looks at by itself: the target and the weights. The features are its parts' affair, and so is what they cannot read of them.
/// </summary>
/// <param name="Input">The columns that the features come from.</param>
/// <param name="Classes">A classifier's classes; empty for a regressor.</param>
/// <param name="Codes">The class of each row; empty for a regressor.</param>
/// <param name="Target">The number of each row; empty for a classifier.</param>
/// <param name="Weights">The weight of each row; empty where every row counts 1.</param>
sealed record ComposedRows(Schema Input, EquatableArray<string> Classes, int[] Codes, double[] Target, double[] Weights)
{
    /// <summary>n.</summary>
    internal int Count => Codes.Length + Target.Length;

    /// <summary>Reads rows for a classifier.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static ComposedRows OfClasses(Table train, string target, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        var inputs = TrainingRows.Features(train, target, options.Weight);
        var problems = new List<string>();
        var (classes, codes) = ClassificationData.ReadTarget(train[target], problems);
        if (classes.Count == 1)
        {
            problems.Add($"every row's target '{target}' is '{classes[0]}'; a classifier needs rows of at least two classes");
        }

        var weights = TrainingRows.Weights(train, options.Weight, problems);
        TrainingRows.ThrowIfAny(problems, target);
        options.CancellationToken.ThrowIfCancellationRequested();
        return new ComposedRows(inputs.Schema, classes, codes, [], weights);
    }

    /// <summary>Reads rows for a regressor.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static ComposedRows OfNumbers(Table train, string target, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        var inputs = TrainingRows.Features(train, target, options.Weight);
        var problems = new List<string>();
        var numbers = RegressionData.ReadTarget(train[target], problems);
        var weights = TrainingRows.Weights(train, options.Weight, problems);
        TrainingRows.ThrowIfAny(problems, target);
        options.CancellationToken.ThrowIfCancellationRequested();
        return new ComposedRows(inputs.Schema, [], [], numbers, weights);
    }

    /// <summary>The fold of each row, from 0; a class's rows are spread over the folds. Fewer folds than asked for where there are fewer rows.</summary>
    /// <exception cref="TableException">A part of the rows would lack a class.</exception>
    internal int[] Folds(int count, long seed, string target)
    {
        var rare = Enumerable.Range(0, Classes.Count).Where(place => Codes.Count(code => code == place) < 2).Select(place => $"'{Classes[place]}'").ToArray();
        if (rare.Length > 0 || Count < 2)
        {
            throw new TableException(
                $"The table cannot be learned from: {(rare.Length == 0 ? "it has one row" : $"only one row's target '{target}' is {string.Join(", only one's ", rare)}")}; " +
                "rows are left out in turn, so at least two are needed of each class.")
            { Column = target };
        }

        return RowSplitter.StratifiedFolds(Codes.Length == 0 ? new int[Count] : Codes, Math.Min(count, Count), new RandomStream(seed));
    }
}
