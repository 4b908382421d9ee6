using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Checks one row given as numbers.</summary>
static class RowCheck
{
    /// <summary>The places of the features that are categories.</summary>
    internal static int[] CategoriesAmong(EquatableArray<Feature> features) =>
        [.. Enumerable.Range(0, features.Count).Where(feature => features[feature].Kind == FeatureKind.Category)];

    /// <summary>Makes sure that there is one value a feature, and that each category's value is the place of a level.</summary>
    /// <exception cref="ArgumentException">It is not so.</exception>
    internal static void ThrowIfUnfit(ReadOnlySpan<double> row, EquatableArray<Feature> features, int[] categories)
    {
        ThrowUnlessLength(row.Length, features.Count, nameof(row));
        foreach (var i in categories)
        {
            if (!double.IsNaN(row[i]) && !(row[i] >= 0 && row[i] < features[i].Levels.Count && row[i] == Math.Floor(row[i])))
            {
                throw new ArgumentException(
                    $"Item {i} of the row, the category '{features[i].Name}', is {row[i].ToString(System.Globalization.CultureInfo.InvariantCulture)}, expected NaN or the place of a level: a " +
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
