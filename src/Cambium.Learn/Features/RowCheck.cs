using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Checks one row given as numbers.</summary>
static class RowCheck
{
    /// <summary>Makes sure that there is one value a feature, and that each category's value is the place of a level.</summary>
    /// <exception cref="ArgumentException">It is not so.</exception>
    internal static void ThrowIfUnfit(ReadOnlySpan<double> row, EquatableArray<Feature> features)
    {
        ThrowUnlessLength(row.Length, features.Count, nameof(row));
        for (var i = 0; i < row.Length; i++)
        {
            var feature = features[i];
            if (feature.Kind == FeatureKind.Category && !double.IsNaN(row[i]) && !(row[i] >= 0 && row[i] < feature.Levels.Count && row[i] == Math.Floor(row[i])))
            {
                throw new ArgumentException(
                    $"Item {i} of the row, the category '{feature.Name}', is {row[i].ToString(System.Globalization.CultureInfo.InvariantCulture)}, expected NaN or the place of a level: a " +
                    $"whole number from 0 to {feature.Levels.Count - 1}.", nameof(row));
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
