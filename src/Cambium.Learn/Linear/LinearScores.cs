using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What linear models share when they answer and when they are read.</summary>
static class LinearScores
{
    /// <summary>z = b + X w for a run of rows as long as z.</summary>
    internal static void Compute(FeatureMatrix features, ReadOnlySpan<double> w, double b, int start, Span<double> z)
    {
        var columns = new ReadOnlyMemory<double>[features.FeatureCount];
        for (var feature = 0; feature < columns.Length; feature++)
        {
            columns[feature] = features.ColumnMemory(feature);
        }

        var tile = LinearRows.Tile(columns.Length);
        for (var row = 0; row < z.Length; row += tile)
        {
            var part = z.Slice(row, Math.Min(tile, z.Length - row));
            part.Fill(b);
            ColumnProduct.Add(columns, start + row, w, part);
        }
    }

    /// <summary>Reads finite numbers of a saved model.</summary>
    /// <exception cref="ModelFormatException">They are not there, not so many, or one is not finite.</exception>
    internal static double[] ReadFinite(ModelReader reader, string name, int count)
    {
        var values = reader.Array<double>(name, count);
        var bad = Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0
            ? values
            : throw new ModelFormatException($"weights.safetensors: item {bad} of '{name}' is not finite. The file is damaged; save the model again.");
    }
}
