using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Checks one row given as numbers.</summary>
static class RowCheck
{
    /// <summary>The places of the features that are categories.</summary>
    internal static int[] CategoriesAmong(EquatableArray<Feature> features) =>
        [.. Enumerable.Range(0, features.Count).Where(feature => features[feature].Kind == FeatureKind.Category)];

    /// <summary>Makes sure that there is one value a feature, or a place of a sparse column, and that each category's value is the place of a level.</summary>
    /// <param name="row">The values.</param>
    /// <param name="features">The features.</param>
    /// <param name="categories">Those of them that are categories.</param>
    /// <param name="starts">Where each feature's values begin, and their number.</param>
    /// <exception cref="ArgumentException">It is not so.</exception>
    internal static void ThrowIfUnfit(ReadOnlySpan<double> row, EquatableArray<Feature> features, int[] categories, int[] starts)
    {
        ThrowUnlessLength(row.Length, starts[^1], nameof(row));
        foreach (var i in categories)
        {
            var code = row[starts[i]];
            if (!double.IsNaN(code) && !(code >= 0 && code < features[i].Levels.Count && code == Math.Floor(code)))
            {
                throw new ArgumentException(
                    $"Item {starts[i]} of the row, the category '{features[i].Name}', is {code.ToString(System.Globalization.CultureInfo.InvariantCulture)}, expected NaN or the place of a level: a " +
                    $"whole number from 0 to {features[i].Levels.Count - 1}.", nameof(row));
            }
        }
    }

    /// <summary>Makes sure of a length.</summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    internal static void ThrowUnlessLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{name} has {length} items, expected {expected}.", name);
        }
    }
}
