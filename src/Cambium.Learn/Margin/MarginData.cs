using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Makes rows of features that are visited one at a time.</summary>
static class MarginData
{
    /// <summary>Makes sure that no row's sum of squares overflows.</summary>
    /// <exception cref="TableException">One does; the message names the column of its largest number.</exception>
    internal static void CheckLengths(FeatureMatrix features)
    {
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            var values = features.Sparse(feature) is { Matrix: var matrix } ? matrix.Values[matrix.Starts[0]..matrix.Starts[^1]] : features.Column(feature);
            foreach (var value in values)
            {
                if (Math.Abs(value) > MostAbsolute)
                {
                    var name = features.Features[feature].Name;
                    throw new TableException(
                        $"The table cannot be learned from: column '{name}' holds the number {value:R}, whose square overflows a row's length; divide it by a constant, or put the step Standardize before it.")
                    {
                        Column = name,
                    };
                }
            }
        }
    }

    /// <summary>The rows of features without sparse columns.</summary>
    internal static DenseMarginRows Dense(FeatureMatrix features) => new(features.ToRowMajor(), features.RowCount, features.FeatureCount);

    /// <summary>The rows of any features.</summary>
    internal static SparseMarginRows Sparse(FeatureMatrix features) => new(SparseRows.From(features));

    /// <summary>The entries of any features, feature by feature, p × n; and last of all a constant feature where it is not 0.</summary>
    internal static CsrMatrix Columns(FeatureMatrix features, double constant)
    {
        var columns = SparseRows.From(features).Transpose();
        if (constant == 0)
        {
            return columns;
        }

        var (n, p, entries) = (columns.ColumnCount, columns.RowCount, columns.EntryCount);
        var starts = new int[p + 2];
        columns.Starts.CopyTo(starts);
        starts[p + 1] = checked(entries + n);
        var indices = new int[starts[p + 1]];
        var values = new double[indices.Length];
        columns.Indices.CopyTo(indices);
        columns.Values.CopyTo(values);
        for (var row = 0; row < n; row++)
        {
            (indices[entries + row], values[entries + row]) = (row, constant);
        }

        return new CsrMatrix(p + 1, n, starts, indices, values);
    }

    /// <summary>Tells that the weights have grown beyond all numbers, by the column of the largest number.</summary>
    internal static TableException Overflow(FeatureMatrix features)
    {
        var (name, largest) = (features.Features[0].Name, 0.0);
        for (var feature = 0; feature < features.FeatureCount; feature++)
        {
            var values = features.Sparse(feature) is { Matrix: var matrix } ? matrix.Values[matrix.Starts[0]..matrix.Starts[^1]] : features.Column(feature);
            foreach (var value in values)
            {
                (name, largest) = Math.Abs(value) > Math.Abs(largest) ? (features.Features[feature].Name, value) : (name, largest);
            }
        }

        return new TableException(
            $"The table cannot be learned from: the weights overflow, for column '{name}' holds the number {largest:R}: put the step Standardize before it, or lower LearningRate.")
        {
            Column = name,
        };
    }

    // The squares of as many numbers as an array holds add up to less than the largest double.
    const double MostAbsolute = 1e149;
}
