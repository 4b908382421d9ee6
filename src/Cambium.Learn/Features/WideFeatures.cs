using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Features counted one number each: a sparse column is as many as it is wide.</summary>
static class WideFeatures
{
    /// <summary>p, the number of features.</summary>
    /// <exception cref="TableException">They are more than an array can hold.</exception>
    internal static int Count(EquatableArray<Feature> features)
    {
        var count = features.Sum(feature => (long)feature.Width);
        return count <= Array.MaxLength
            ? (int)count
            : throw new TableException($"The columns have {count} features in all, at most {Array.MaxLength} can be learned from. Drop columns, or make them narrower.");
    }

    /// <summary>p, the number of features of a saved model.</summary>
    /// <exception cref="ModelFormatException">They are more than an array can hold.</exception>
    internal static int Count(Schema input)
    {
        var count = input.Fields.Sum(field => field.Type == ColumnType.Sparse ? (long)field.Width : 1);
        return count <= Array.MaxLength
            ? (int)count
            : throw new ModelFormatException($"model.json: 'input' has {count} features, at most {Array.MaxLength} are possible. The file is damaged; save the model again.");
    }

    /// <summary>The first feature of each column, and p at the end.</summary>
    /// <exception cref="TableException">They are more than an array can hold.</exception>
    internal static int[] Starts(EquatableArray<Feature> features)
    {
        _ = Count(features);
        var starts = new int[features.Count + 1];
        for (var column = 0; column < features.Count; column++)
        {
            starts[column + 1] = starts[column] + features[column].Width;
        }

        return starts;
    }

    /// <summary>The column that a feature belongs to.</summary>
    /// <param name="starts">What <see cref="Starts"/> gives.</param>
    /// <param name="feature">From 0 to p − 1.</param>
    internal static int ColumnOf(int[] starts, int feature)
    {
        var (low, high) = (0, starts.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = starts[middle] <= feature ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>One name a feature: the column's, or for a place of a sparse column "column[name]", by number where the places have no names.</summary>
    internal static EquatableArray<string> Names(Schema input) =>
        input.Fields.SelectMany(field => field.Type == ColumnType.Sparse
            ? Enumerable.Range(0, field.Width).Select(place =>
                $"{field.Name}[{(field.FeatureNames.Count > 0 ? field.FeatureNames[place] : place.ToString(CultureInfo.InvariantCulture))}]")
            : [field.Name]).ToEquatableArray();

    /// <summary>The same where no two may be equal: a column may be called as a place of another one is, and then has its number behind its name.</summary>
    internal static IReadOnlyList<string> DistinctNames(Schema input)
    {
        if (!input.Fields.Any(field => field.Type == ColumnType.Sparse))
        {
            return [.. input.Fields.Select(field => field.Name)];
        }

        var names = Names(input).ToArray();
        var seen = new HashSet<string>(names.Length);
        for (var j = 0; j < names.Length; j++)
        {
            while (!seen.Add(names[j]))
            {
                names[j] = $"{names[j]} #{(j + 1).ToString(CultureInfo.InvariantCulture)}";
            }
        }

        return names;
    }
}
