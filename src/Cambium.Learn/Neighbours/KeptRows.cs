using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What models of k nearest do with the rows they keep, dense or sparse.</summary>
static class KeptRows
{
    const string WeightsName = "weights";

    /// <summary>Keeps training rows and makes them ready for searching, as sparse ones where a column is sparse.</summary>
    /// <param name="input">Their columns.</param>
    /// <param name="features">Their numbers, all finite.</param>
    /// <param name="weights">Their weights, or nothing; rows of weight 0 are as if they were not there.</param>
    /// <param name="least">The fewest rows that the recipe can do with.</param>
    /// <param name="space">What makes them near.</param>
    /// <param name="search">How they are found.</param>
    /// <param name="options">Threads, progress and cancellation.</param>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static IKeptRows Learn(
        Schema input, FeatureMatrix features, double[] weights, int least, NeighbourSpace space, NeighbourSearch search, FitOptions options) => features.HasSparse
        ? SparseNeighbourRows.Learn(input, features, weights, least, space, options)
        : NeighbourRows.Learn(input, features, weights, least, space, search, options);

    /// <summary>Reads saved rows.</summary>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static IKeptRows Read(ModelReader reader, Schema input, int least, NeighbourSpace space, NeighbourSearch search) =>
        input.Fields.Any(field => field.Type == ColumnType.Sparse)
            ? SparseNeighbourRows.Read(reader, input, least, space)
            : NeighbourRows.Read(reader, input, least, space, search);

    internal static void WriteWeights(ModelWriter writer, double[] weights) => writer.Array(WeightsName, weights);

    /// <summary>Reads the weights of kept rows: one above 0 for each, or none.</summary>
    /// <exception cref="ModelFormatException">They are something else.</exception>
    internal static double[] ReadWeights(ModelReader reader, int count)
    {
        var weights = reader.Array<double>(WeightsName);
        NeighbourRows.Require(weights.Length == 0 || weights.Length == count, WeightsName, $"has {weights.Length} items, expected none or {count}");
        NeighbourRows.Require(Array.TrueForAll(weights, weight => weight > 0 && double.IsFinite(weight)), WeightsName, "holds a number that is not finite and above 0");
        return weights;
    }

    /// <summary>The k nearest kept rows of each row, by their numbers in the training table.</summary>
    /// <exception cref="ArgumentException">A column is not there, or k is out of range.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    internal static Neighbours Nearest(this IKeptRows kept, Table rows, int k)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (k < 1 || k > kept.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k must be between 1 and {kept.Count}, the number of rows that the model keeps.");
        }

        var found = new int[checked(rows.RowCount * k)];
        var distances = new double[found.Length];
        kept.Nearest(rows, k, (first, _, nearest, reduced) =>
        {
            for (var i = 0; i < nearest.Length; i++)
            {
                found[(first * k) + i] = kept.NumberOf(nearest[i]);
                distances[(first * k) + i] = kept.Space.FromReduced(reduced[i]);
            }
        });
        return new Neighbours([.. Enumerable.Range(0, rows.RowCount + 1).Select(row => row * k)], found, distances);
    }

    /// <summary>The kept rows within a distance of each row, by their numbers in the training table.</summary>
    /// <exception cref="ArgumentException">A column is not there, or the radius is out of range.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    internal static Neighbours WithinRadius(this IKeptRows kept, Table rows, double radius)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!(radius >= 0) || double.IsInfinity(radius))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "radius must be a finite number of at least 0.");
        }

        var found = kept.Within(rows, kept.Space.ToReduced(radius));
        var starts = new int[found.Length + 1];
        for (var query = 0; query < found.Length; query++)
        {
            starts[query + 1] = checked(starts[query] + found[query].Length);
        }

        return new Neighbours(
            starts,
            [.. found.SelectMany(one => one.Select(item => kept.NumberOf(item.Row)))],
            [.. found.SelectMany(one => one.Select(item => kept.Space.FromReduced(item.Reduced)))]);
    }
}
