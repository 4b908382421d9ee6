using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which rows answer the same query. Queries are numbered in the order of their first rows.</summary>
sealed class Queries
{
    readonly int[] _starts;
    readonly int[] _rows; // those of a query beside each other, rising

    /// <summary>Groups rows.</summary>
    /// <param name="ofRow">The query of each row: any numbers.</param>
    internal Queries(ReadOnlySpan<int> ofRow)
    {
        var number = new Dictionary<int, int>();
        var numbers = new int[ofRow.Length];
        var counts = new List<int>();
        for (var row = 0; row < numbers.Length; row++)
        {
            if (!number.TryGetValue(ofRow[row], out numbers[row]))
            {
                number.Add(ofRow[row], numbers[row] = counts.Count);
                counts.Add(0);
            }

            counts[numbers[row]]++;
        }

        _starts = new int[counts.Count + 1];
        for (var query = 0; query < counts.Count; query++)
        {
            _starts[query + 1] = _starts[query] + counts[query];
        }

        _rows = new int[numbers.Length];
        var next = _starts[..^1];
        for (var row = 0; row < numbers.Length; row++)
        {
            _rows[next[numbers[row]]++] = row;
        }
    }

    internal int Count => _starts.Length - 1;

    /// <summary>The rows of a query, rising.</summary>
    internal ReadOnlySpan<int> Rows(int query) => _rows.AsSpan(_starts[query].._starts[query + 1]);

    /// <summary>The first query whose first row is not before a row.</summary>
    internal int FirstFrom(int row)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _rows[_starts[middle]] < row ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The query of each row, as its place among the column's distinct values; all 0 where no column is named.</summary>
    /// <exception cref="ArgumentException">The column is not there.</exception>
    /// <exception cref="TableException">A value is missing.</exception>
    internal static int[] Read(Table rows, string column)
    {
        var queries = new int[rows.RowCount];
        if (column.Length == 0)
        {
            return queries;
        }

        var values = rows[column];
        var number = new Dictionary<string, int>();
        for (var row = 0; row < queries.Length; row++)
        {
            if (values.IsMissing(row))
            {
                throw new TableException($"The table cannot be learned from: the query '{column}' is missing in row {row + 1}; drop such rows.") { Column = column };
            }

            var text = values.Format(row);
            if (!number.TryGetValue(text, out queries[row]))
            {
                number.Add(text, queries[row] = number.Count);
            }
        }

        return queries;
    }
}
