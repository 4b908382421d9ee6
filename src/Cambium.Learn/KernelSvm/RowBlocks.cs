namespace Cambium.Learn;

/// <summary>
/// Rows in blocks of <see cref="Lanes"/>, each block feature by feature, so that the dot products of one row with a whole block are sums of vectors. The last
/// block is filled up with rows of zeros.
/// </summary>
sealed class RowBlocks
{
    /// <summary>Rows in a block: four of the widest vectors of doubles.</summary>
    internal const int Lanes = 32;

    RowBlocks(double[] values, double[] squares, int rowCount, int featureCount)
    {
        Values = values;
        Squares = squares;
        RowCount = rowCount;
        FeatureCount = featureCount;
    }

    /// <summary>Blocks × p × <see cref="Lanes"/>.</summary>
    internal double[] Values { get; }

    /// <summary>The squared length of each row; as many as rows and filling rows.</summary>
    internal double[] Squares { get; }

    /// <summary>n.</summary>
    internal int RowCount { get; }

    /// <summary>p.</summary>
    internal int FeatureCount { get; }

    /// <summary>The number of blocks.</summary>
    internal int Count => Squares.Length / Lanes;

    /// <summary>The next multiple of <see cref="Lanes"/>.</summary>
    internal static int Padded(int rows) => checked(rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>Takes chosen rows of n × p numbers, row-major.</summary>
    internal static RowBlocks Of(ReadOnlySpan<double> rows, int featureCount, ReadOnlySpan<int> chosen)
    {
        var padded = Padded(chosen.Length);
        var values = new double[checked(padded * featureCount)];
        var squares = new double[padded];
        for (var i = 0; i < chosen.Length; i++)
        {
            var row = rows.Slice(chosen[i] * featureCount, featureCount);
            var target = (i / Lanes * Lanes * featureCount) + (i % Lanes);
            var square = 0.0;
            for (var feature = 0; feature < row.Length; feature++, target += Lanes)
            {
                values[target] = row[feature];
                square = double.MultiplyAddEstimate(row[feature], row[feature], square);
            }

            squares[i] = square;
        }

        return new RowBlocks(values, squares, chosen.Length, featureCount);
    }

    /// <summary>Takes rows of a table, each less the centre.</summary>
    /// <param name="columns">p columns.</param>
    /// <param name="centre">p numbers.</param>
    /// <param name="start">The first row to take.</param>
    /// <param name="count">How many to take.</param>
    internal static RowBlocks Of(ReadOnlyMemory<double>[] columns, ReadOnlySpan<double> centre, int start, int count)
    {
        var values = new double[checked(Padded(count) * columns.Length)];
        var squares = new double[Padded(count)];
        for (var feature = 0; feature < columns.Length; feature++)
        {
            var column = columns[feature].Span.Slice(start, count);
            for (var i = 0; i < column.Length; i++)
            {
                var value = column[i] - centre[feature];
                values[(((i / Lanes * columns.Length) + feature) * Lanes) + (i % Lanes)] = value;
                squares[i] = double.MultiplyAddEstimate(value, value, squares[i]);
            }
        }

        return new RowBlocks(values, squares, count, columns.Length);
    }
}
