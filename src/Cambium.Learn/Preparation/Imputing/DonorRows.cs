using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Training rows, and what the nearest of them have where a row has nothing.</summary>
sealed class DonorRows
{
    const int QueriesAtOnce = 64;

    readonly int _columns;
    readonly int _rows;
    readonly int _neighbours;
    readonly bool _byDistance;

    // Panels × p × 2 × PresentDistances.Rows; rows after the last are missing in every column.
    readonly double[] _panels;
    readonly double[] _means;

    /// <summary>Lays the rows out for the search.</summary>
    /// <param name="values">p columns of n numbers, one after another; NaN is missing.</param>
    /// <param name="columns">p.</param>
    /// <param name="neighbours">The rows to take from.</param>
    /// <param name="votes">How they count.</param>
    internal DonorRows(double[] values, int columns, int neighbours, NeighbourVotes votes)
    {
        _columns = columns;
        _rows = columns == 0 ? 0 : values.Length / columns;
        _neighbours = neighbours;
        _byDistance = votes == NeighbourVotes.Distance;
        _panels = new double[Size(_rows, columns)];
        _means = new double[columns];
        for (var column = 0; column < columns; column++)
        {
            var (mean, count) = (0.0, 0);
            for (var row = 0; row < _rows; row++)
            {
                var value = values[(column * _rows) + row];
                if (!double.IsNaN(value))
                {
                    _panels[At(row, column)] = value;
                    _panels[At(row, column) + PresentDistances.Rows] = 1;
                    mean += (value - mean) / ++count;
                }
            }

            _means[column] = mean;
        }
    }

    /// <summary>Whether so many rows can be laid out.</summary>
    internal static bool Holds(int rows, int columns) => Size(rows, columns) <= Array.MaxLength;

    /// <summary>Refuses rows that cannot be laid out.</summary>
    /// <exception cref="TableException">There are too many.</exception>
    internal static void ThrowIfTooMany(int rows, int columns)
    {
        if (!Holds(rows, columns))
        {
            throw new TableException($"The table has {rows} rows of {columns} numbers, more than the {Array.MaxLength / 2} that can be searched; choose fewer rows or columns.");
        }
    }

    /// <summary>Fills what is missing.</summary>
    /// <param name="values">p columns, each of m numbers; NaN is missing.</param>
    /// <param name="rows">m.</param>
    internal void Fill(double[][] values, int rows)
    {
        var missing = new List<int>();
        for (var row = 0; row < rows; row++)
        {
            if (Array.Exists(values, column => double.IsNaN(column[row])))
            {
                missing.Add(row);
            }
        }

        ParallelBlocks.For(missing.Count, QueriesAtOnce, 0, (_, start, end) =>
        {
            var queries = new DonorQuery[end - start];
            for (var i = 0; i < queries.Length; i++)
            {
                queries[i] = new DonorQuery(values, missing[start + i], _neighbours);
            }

            Search(queries);
            foreach (var query in queries)
            {
                Fill(query, values);
            }
        });
    }

    static long Size(int rows, int columns) => ((long)rows + PresentDistances.Rows - 1) / PresentDistances.Rows * columns * 2 * PresentDistances.Rows;

    int At(int row, int column) => ((((row / PresentDistances.Rows) * _columns) + column) * 2 * PresentDistances.Rows) + (row % PresentDistances.Rows);

    /// <summary>Each panel, once it is in the cache, is measured against all queries.</summary>
    void Search(DonorQuery[] queries)
    {
        Span<double> distances = stackalloc double[PresentDistances.Rows];
        var size = _columns * 2 * PresentDistances.Rows;
        for (var first = 0; first < _rows; first += PresentDistances.Rows)
        {
            var panel = _panels.AsSpan(first / PresentDistances.Rows * size, size);
            foreach (var query in queries)
            {
                var least = PresentDistances.Into(query.Values, query.Present, panel, distances);
                if (least <= query.Farthest && least < double.PositiveInfinity)
                {
                    query.Offer(distances, panel, first);
                }
            }
        }
    }

    void Fill(DonorQuery query, double[][] values)
    {
        for (var i = 0; i < query.Missing.Length; i++)
        {
            var column = query.Missing[i];
            var (distances, rows) = query.Nearest(i);
            values[column][query.Row] = Average(column, distances, rows);
        }
    }

    double Average(int column, ReadOnlySpan<double> distances, ReadOnlySpan<int> rows)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < rows.Length && rows[i] != NearestHeap.None; i++)
        {
            // Rows that are equal in all that both have leave no say to others.
            var counts = !_byDistance ? 1 : distances[0] == 0 ? (distances[i] == 0 ? 1 : 0) : 1 / Math.Sqrt(distances[i]);
            sum += counts * _panels[At(rows[i], column)];
            weight += counts;
        }

        return weight == 0 ? _means[column] : sum / weight;
    }
}
