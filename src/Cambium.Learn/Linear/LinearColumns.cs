using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What linear learners ask of columns: numbers, none missing, none infinite.</summary>
static class LinearColumns
{
    /// <summary>What is wrong with the features, one text a reason; empty where nothing is.</summary>
    /// <param name="features">The features.</param>
    /// <param name="isBroken">Whether a feature holds a number that is not finite.</param>
    internal static List<string> Problems(FeatureMatrix features, Func<int, bool> isBroken)
    {
        var problems = new List<string>();
        var all = Enumerable.Range(0, features.FeatureCount).ToArray();
        var categories = all.Where(feature => features.Features[feature].Kind == FeatureKind.Category).ToArray();
        if (categories.Length > 0)
        {
            problems.Add($"{Names(features, categories)} hold{(categories.Length > 1 ? "" : "s")} categories, which a linear learner cannot weigh: put new OneHot() before it");
        }

        var broken = all.Except(categories).Where(isBroken).ToArray();
        var missing = broken.Where(feature => IndexOf(features.Column(feature), double.IsNaN) >= 0).ToArray();
        if (missing.Length > 0)
        {
            var row = IndexOf(features.Column(missing[0]), double.IsNaN);
            problems.Add($"{Names(features, missing)} lack{(missing.Length > 1 ? "" : "s")} values (first in row {row + 1} of '{features.Features[missing[0]].Name}'): put new Impute() before it");
        }

        var infinite = broken.Where(feature => IndexOf(features.Column(feature), double.IsInfinity) >= 0).ToArray();
        if (infinite.Length > 0)
        {
            var row = IndexOf(features.Column(infinite[0]), double.IsInfinity);
            problems.Add(
                $"{Names(features, infinite)} hold{(infinite.Length > 1 ? "" : "s")} infinite numbers (first in row {row + 1} of '{features.Features[infinite[0]].Name}'): " +
                "make them missing and put new Impute() before it, or drop those rows");
        }

        return problems;
    }

    /// <summary>The name of the first feature that there is a problem with, or the empty string.</summary>
    internal static string FirstBad(FeatureMatrix features, Func<int, bool> isBroken) =>
        features.Features.Where((feature, i) => feature.Kind == FeatureKind.Category || isBroken(i)).Select(feature => feature.Name).FirstOrDefault("");

    /// <summary>The features of rows to predict.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type than at training, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static FeatureMatrix ToPredict(Table rows, Schema input)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var features = FeatureMatrix.Build(rows, FeatureMatrix.FeaturesOf(input));
        var problems = Problems(features, feature => IndexOf(features.Column(feature), value => !double.IsFinite(value)) >= 0);
        return problems.Count == 0
            ? features
            : throw new TableException($"The table does not fit the model: {string.Join("; ", problems)}.")
            {
                Column = FirstBad(features, feature => IndexOf(features.Column(feature), value => !double.IsFinite(value)) >= 0),
            };
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
