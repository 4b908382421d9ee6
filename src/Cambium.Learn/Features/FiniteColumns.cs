using System.Diagnostics.CodeAnalysis;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What learners without an answer for anything else ask of columns: numbers, none missing, none infinite.</summary>
static class FiniteColumns
{
    /// <summary>The columns of rows to predict, n numbers each.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type than at training, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static ReadOnlyMemory<double>[] ToPredict(Table rows, EquatableArray<Feature> learned)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var features = FeatureMatrix.Build(rows, learned);
        var columns = new ReadOnlyMemory<double>[features.FeatureCount];
        var sound = true;
        for (var feature = 0; feature < columns.Length; feature++)
        {
            columns[feature] = features.ColumnMemory(feature);
            sound &= AllFinite.Of(columns[feature].Span);
        }

        return sound
            ? columns
            : throw new TableException($"The table does not fit the model: {string.Join("; ", Problems(features))}.") { Column = FirstBad(features) };
    }

    /// <summary>The rows to predict, n × p, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type than at training, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static double[] RowsToPredict(Table rows, EquatableArray<Feature> learned)
    {
        _ = ToPredict(rows, learned);
        return FeatureMatrix.Build(rows, learned).ToRowMajor();
    }

    /// <summary>Tells why the features cannot be learned from.</summary>
    /// <exception cref="TableException">Columns are categories, or hold a number that is missing or infinite; the message lists all of them.</exception>
    [DoesNotReturn]
    internal static void ThrowCannotLearn(FeatureMatrix features) =>
        throw new TableException($"The table cannot be learned from: {string.Join("; ", Problems(features))}.") { Column = FirstBad(features) };

    static bool IsBad(FeatureMatrix features, int feature) =>
        features.Features[feature].Kind == FeatureKind.Category || !AllFinite.Of(features.Column(feature));

    /// <summary>The first column that is not finite numbers; null where all are.</summary>
    internal static string? FirstBad(FeatureMatrix features)
    {
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            if (IsBad(features, feature))
            {
                return features.Features[feature].Name;
            }
        }

        return null;
    }

    /// <summary>Why the features cannot be learned from, one text a reason; empty where they can.</summary>
    internal static List<string> Problems(FeatureMatrix features)
    {
        var problems = new List<string>();
        var all = Enumerable.Range(0, features.FeatureCount).ToArray();
        var categories = all.Where(feature => features.Features[feature].Kind == FeatureKind.Category).ToArray();
        if (categories.Length > 0)
        {
            problems.Add($"{Names(features, categories)} hold{(categories.Length > 1 ? "" : "s")} categories, which this learner cannot read: put new OneHot() before it");
        }

        var numbers = all.Except(categories).ToArray();
        var bad = numbers.Where(feature => !AllFinite.Of(features.Column(feature))).ToArray();
        var missing = bad.Where(feature => IndexOf(features.Column(feature), double.IsNaN) >= 0).ToArray();
        if (missing.Length > 0)
        {
            var row = IndexOf(features.Column(missing[0]), double.IsNaN);
            problems.Add($"{Names(features, missing)} lack{(missing.Length > 1 ? "" : "s")} values (first in row {row + 1} of '{features.Features[missing[0]].Name}'): put new Impute() before it");
        }

        var infinite = bad.Where(feature => IndexOf(features.Column(feature), double.IsInfinity) >= 0).ToArray();
        if (infinite.Length > 0)
        {
            var row = IndexOf(features.Column(infinite[0]), double.IsInfinity);
            problems.Add(
                $"{Names(features, infinite)} hold{(infinite.Length > 1 ? "" : "s")} infinite numbers (first in row {row + 1} of '{features.Features[infinite[0]].Name}'): " +
                "make them missing and put new Impute() before it, or drop those rows");
        }

        return problems;
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
