using System.Diagnostics.CodeAnalysis;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What learners without an answer for anything else ask of columns: numbers, none missing, none infinite.</summary>
static class FiniteColumns
{
    // Looked at by one thread: enough to be worth handing over.
    const int NumbersAtOnce = 1 << 17;

    /// <summary>The columns of rows to predict, n numbers each.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type than at training, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static ReadOnlyMemory<double>[] ToPredict(Table rows, EquatableArray<Feature> learned)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var features = FeaturesToPredict(rows, learned);
        return [.. Enumerable.Range(0, features.FeatureCount).Select(features.ColumnMemory)];
    }

    /// <summary>The rows to predict, n × p, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type than at training, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static double[] RowsToPredict(Table rows, EquatableArray<Feature> learned)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return FeaturesToPredict(rows, learned).ToRowMajor(maxThreads: 0);
    }

    /// <summary>The features of rows to predict, for a learner that reads sparse columns too.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="learned">The features that were learned.</param>
    /// <param name="areCounts">Whether negative numbers are refused too.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type or width than at training, or hold a number that is refused; the message lists all of them.</exception>
    internal static FeatureMatrix FeaturesToPredict(Table rows, EquatableArray<Feature> learned, bool areCounts = false)
    {
        var features = FeatureMatrix.Build(rows, learned);
        var all = Enumerable.Range(0, features.FeatureCount);
        return all.All(feature => !IsBad(features, feature, areCounts))
            ? features
            : throw new TableException($"The table does not fit the model: {string.Join("; ", Problems(features, areCounts))}.") { Column = FirstBad(features, areCounts) };
    }

    /// <summary>Tells why the features cannot be learned from.</summary>
    /// <exception cref="TableException">Columns are categories, or hold a number that is missing or infinite; the message lists all of them.</exception>
    [DoesNotReturn]
    internal static void ThrowCannotLearn(FeatureMatrix features) =>
        throw new TableException($"The table cannot be learned from: {string.Join("; ", Problems(features))}.") { Column = FirstBad(features) };

    static bool IsBad(FeatureMatrix features, int feature, bool areCounts)
    {
        var values = Values(features, feature);
        return features.Features[feature].Kind == FeatureKind.Category
            || !AllFinite.Of(values)
            || features.Sparse(feature) is { MissingCount: > 0 }
            || (areCounts && IndexOf(values, IsNegative) >= 0);
    }

    /// <summary>The first column that is not finite numbers; null where all are.</summary>
    internal static string? FirstBad(FeatureMatrix features, bool areCounts = false)
    {
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            if (IsBad(features, feature, areCounts))
            {
                return features.Features[feature].Name;
            }
        }

        return null;
    }

    /// <summary>Why the features cannot be learned from, one text a reason; empty where they can.</summary>
    /// <param name="features">The features of the training rows.</param>
    /// <param name="areCounts">Whether negative numbers are refused too.</param>
    /// <param name="maxThreads">Threads to look with; 0: all.</param>
    internal static List<string> Problems(FeatureMatrix features, bool areCounts = false, int maxThreads = 1)
    {
        var problems = new List<string>();
        var isBad = new bool[features.FeatureCount];
        var columnsAtOnce = Math.Max(1, NumbersAtOnce / Math.Max(1, features.RowCount));
        ParallelBlocks.For(isBad.Length, columnsAtOnce, maxThreads, (_, from, to) =>
        {
            for (var feature = from; feature < to; feature++)
            {
                isBad[feature] = IsBad(features, feature, areCounts);
            }
        });
        var all = Enumerable.Range(0, features.FeatureCount).Where(feature => isBad[feature]).ToArray();
        var categories = all.Where(feature => features.Features[feature].Kind == FeatureKind.Category).ToArray();
        if (categories.Length > 0)
        {
            problems.Add($"{Names(features, categories)} hold{(categories.Length > 1 ? "" : "s")} categories, which this learner cannot read: put the step OneHot before it");
        }

        var numbers = all.Except(categories).ToArray();
        var missing = numbers.Where(feature => FirstGap(features, feature) >= 0).ToArray();
        if (missing.Length > 0)
        {
            var cure = missing.All(feature => features.Sparse(feature) is null) ? "put the step Impute before it" : "drop those rows";
            problems.Add($"{Names(features, missing)} lack{(missing.Length > 1 ? "" : "s")} values ({First(missing[0], FirstGap(features, missing[0]))}): {cure}");
        }

        var infinite = numbers.Where(feature => FirstRow(features, feature, double.IsInfinity) >= 0).ToArray();
        if (infinite.Length > 0)
        {
            problems.Add(
                $"{Names(features, infinite)} hold{(infinite.Length > 1 ? "" : "s")} infinite numbers ({First(infinite[0], FirstRow(features, infinite[0], double.IsInfinity))}): " +
                "make them missing and put the step Impute before it, or drop those rows");
        }

        var negative = areCounts ? numbers.Where(feature => FirstRow(features, feature, IsNegative) >= 0).ToArray() : [];
        if (negative.Length > 0)
        {
            problems.Add(
                $"{Names(features, negative)} hold{(negative.Length > 1 ? "" : "s")} negative numbers ({First(negative[0], FirstRow(features, negative[0], IsNegative))}), " +
                $"which counts never are: drop {(negative.Length > 1 ? "them" : "it")}, or use new GaussianNaiveBayes()");
        }

        return problems;

        string First(int feature, int row) => $"first in row {row + 1} of '{features.Features[feature].Name}'";
    }

    static bool IsNegative(double value) => value < 0;

    static ReadOnlySpan<double> Values(FeatureMatrix features, int feature) =>
        features.Sparse(feature) is { Matrix: var matrix } ? matrix.Values[matrix.Starts[0]..matrix.Starts[^1]] : features.Column(feature);

    /// <summary>The first row without a number, or in which a vector lacks one; -1 where there is none.</summary>
    static int FirstGap(FeatureMatrix features, int feature)
    {
        var gap = FirstRow(features, feature, double.IsNaN);
        var vectors = features.Sparse(feature);
        var missing = vectors is null or { MissingCount: 0 } ? -1 : Enumerable.Range(0, vectors.Length).First(vectors.IsMissing);
        return gap < 0 ? missing : missing < 0 ? gap : Math.Min(gap, missing);
    }

    static int FirstRow(FeatureMatrix features, int feature, Func<double, bool> isSo)
    {
        if (features.Sparse(feature) is not { } vectors)
        {
            return IndexOf(features.Column(feature), isSo);
        }

        for (var row = 0; row < vectors.Length; row++)
        {
            if (IndexOf(vectors.Matrix.RowValues(row), isSo) >= 0)
            {
                return row;
            }
        }

        return -1;
    }

    static int IndexOf(ReadOnlySpan<double> values, Func<double, bool> isSo)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (isSo(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    static string Names(FeatureMatrix features, int[] of) =>
        $"column{(of.Length > 1 ? "s" : "")} {string.Join(", ", of.Select(feature => $"'{features.Features[feature].Name}'"))}";
}
