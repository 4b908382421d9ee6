using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The training rows of <see cref="IterativeImpute"/>: their gaps are filled again and again, column by column.</summary>
sealed class ChainedRows
{
    // Rows whose sums are taken as one; and those of them whose columns fit the second-level cache.
    const int RowsOfPart = 8192;
    const int RowsAtOnce = 256;

    readonly double[][] _values;
    readonly bool[][] _missing;
    readonly int _rows;
    readonly FitOptions _options;

    internal ChainedRows(double[][] values, double[] means, FitOptions options)
    {
        _values = values;
        _rows = values.Length == 0 ? 0 : values[0].Length;
        _options = options;
        _missing = Array.ConvertAll(values, column => Array.ConvertAll(column, double.IsNaN));
        Largest = values.SelectMany(column => column).Where(value => !double.IsNaN(value)).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (var column = 0; column < values.Length; column++)
        {
            for (var row = 0; row < _rows; row++)
            {
                _values[column][row] = _missing[column][row] ? means[column] : _values[column][row];
            }
        }
    }

    /// <summary>The largest absolute value that was there.</summary>
    internal double Largest { get; }

    /// <summary>The columns with values, those that miss fewest first.</summary>
    internal int[] Order() => [.. Enumerable.Range(0, _values.Length)
        .Where(column => Array.Exists(_missing[column], missing => !missing))
        .OrderBy(column => _missing[column].Count(missing => missing))];

    /// <summary>Learns a column from others where it was there, and fills it where it was not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="others">Those to learn from.</param>
    /// <param name="solve">The weights from the inner products of the others, theirs with the column, the column's own, and the number of rows.</param>
    /// <param name="changes">Of each row, by how much its gaps have changed in this round; added to.</param>
    /// <returns>The weights of the others and, last, the constant.</returns>
    internal double[] Learn(int column, int[] others, Func<SymmetricEigen, double[], double, int, double[]> solve, double[] changes)
    {
        int[] used = [.. others, column];
        var (means, gram, rows) = Products(column, used);
        var p = others.Length;
        var inner = new double[p * p];
        for (var i = 0; i < p; i++)
        {
            gram.AsSpan(i * used.Length, p).CopyTo(inner.AsSpan(i * p));
        }

        var eigen = SymmetricEigen.Of(inner, p, _options.MaxThreads);
        double[] weights = [.. solve(eigen, gram[(p * used.Length)..((p * used.Length) + p)], gram[^1], rows), means[^1]];
        for (var i = 0; i < p; i++)
        {
            weights[^1] -= weights[i] * means[i];
        }

        Fill(column, others, weights, changes);
        return weights;
    }

    void Fill(int column, int[] others, double[] weights, double[] changes)
    {
        ParallelBlocks.For(_rows, RowsOfPart, _options.MaxThreads, (_, start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                if (_missing[column][row])
                {
                    var value = 0.0;
                    for (var i = 0; i < others.Length; i++)
                    {
                        value += weights[i] * _values[others[i]][row];
                    }

                    value += weights[^1];
                    changes[row] += Math.Abs(value - _values[column][row]);
                    _values[column][row] = value;
                }
            }
        });
    }

    /// <summary>Means of the columns over the rows that have the given one, inner products of the centred columns, and the number of those rows.</summary>
    (double[] Means, double[] Gram, int Rows) Products(int column, int[] used)
    {
        var p = used.Length;
        int[] rows = [.. Enumerable.Range(0, _rows).Where(row => !_missing[column][row])];
        var means = new double[p];
        ParallelBlocks.For(p, 1, _options.MaxThreads, (_, i, _) =>
        {
            var (sum, values) = (0.0, _values[used[i]]);
            foreach (var row in rows)
            {
                sum += values[row];
            }

            means[i] = sum / rows.Length;
        });
        var parts = new double[ParallelBlocks.Count(rows.Length, RowsOfPart)][];
        ParallelBlocks.For(
            rows.Length, RowsOfPart, _options.MaxThreads, (part, start, end) => parts[part] = Products(used, means, rows.AsSpan(start, end - start)), _options.CancellationToken);
        var gram = parts[0];
        foreach (var part in parts.AsSpan(1))
        {
            for (var i = 0; i < gram.Length; i++)
            {
                gram[i] += part[i];
            }
        }

        return (means, gram, rows.Length);
    }

    double[] Products(int[] used, double[] means, ReadOnlySpan<int> rows)
    {
        var p = used.Length;
        var gram = new double[p * p];
        var block = new double[p * RowsAtOnce];
        for (var start = 0; start < rows.Length; start += RowsAtOnce)
        {
            var some = rows.Slice(start, Math.Min(RowsAtOnce, rows.Length - start));
            for (var i = 0; i < p; i++)
            {
                var (values, mean) = (_values[used[i]], means[i]);
                for (var at = 0; at < some.Length; at++)
                {
                    block[(i * some.Length) + at] = values[some[at]] - mean;
                }
            }

            GramMatrix.Add(block.AsSpan(0, p * some.Length), p, gram);
        }

        return gram;
    }
}
