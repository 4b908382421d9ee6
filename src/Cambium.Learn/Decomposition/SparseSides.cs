using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Multiplies a few vectors by a sparse matrix or its transpose: along the entries, all vectors at a time.</summary>
sealed class SparseSides : IMatrixSides
{
    // Entries times vectors of a block: enough to be worth handing over.
    const long WorkAtOnce = 200_000;

    readonly SparseNumbers _numbers;
    readonly int _width;
    readonly FitOptions _options;
    readonly double[] _before; // the vectors' numbers of a place beside each other
    readonly double[] _after;

    internal SparseSides(SparseNumbers numbers, int width, FitOptions options)
    {
        (_numbers, _width, _options) = (numbers, width, options);
        var length = checked(width * Math.Max(numbers.Rows, numbers.Count));
        (_before, _after) = (new double[length], new double[length]);
    }

    /// <inheritdoc/>
    public void ToRows(double[] across, double[] along) => Multiply(_numbers.ByRow, across, along);

    /// <inheritdoc/>
    public void ToColumns(double[] along, double[] across) => Multiply(_numbers.ByColumn, along, across);

    /// <inheritdoc/>
    public void Round(double[] across)
    {
        var along = new double[checked(_width * _numbers.Rows)];
        ToRows(across, along);
        ToColumns(along, across);
    }

    void Multiply(CsrMatrix matrix, double[] vectors, double[] products)
    {
        var (width, before, after) = (_width, _before, _after);
        Turn(vectors, width, matrix.ColumnCount, before);
        ParallelBlocks.For(
            matrix.RowCount,
            (int)Math.Clamp(WorkAtOnce * matrix.RowCount / Math.Max(1, (long)matrix.EntryCount * width), 1, matrix.RowCount),
            _options.MaxThreads,
            (_, start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    var sums = after.AsSpan(row * width, width);
                    sums.Clear();
                    var places = matrix.RowIndices(row);
                    var values = matrix.RowValues(row);
                    for (var entry = 0; entry < places.Length; entry++)
                    {
                        AddScaled.Into(values[entry], before.AsSpan(places[entry] * width, width), sums);
                    }
                }
            },
            _options.CancellationToken);
        Turn(after, matrix.RowCount, width, products);
    }

    /// <summary>The transpose of a matrix, row-major.</summary>
    static void Turn(double[] from, int rows, int columns, double[] to)
    {
        for (var row = 0; row < rows; row++)
        {
            var own = from.AsSpan(row * columns, columns);
            for (var column = 0; column < own.Length; column++)
            {
                to[(column * rows) + row] = own[column];
            }
        }
    }
}
