using System.Numerics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Finds the rows of a sparse matrix nearest to sparse queries: exactly those that dense rows would give, at distances that are the same to the bit, since a place that
/// is 0 in both adds nothing.
/// </summary>
/// <remarks>
/// <para>By the straight line, each place of a query adds its products to the rows that have it (an inverted list); rows that those products show to be too far are
/// not measured. With a row a and a query b, half the squared distance is ½‖b‖² + s with s = ½‖a‖² − a·b. The computed s is off by at most
/// γ (½‖a‖² + ‖a‖‖b‖) ≤ γ (‖a‖² + ½‖b‖²), γ = (m + 8) 2⁻⁵³ · 1.01, for m products and squares (N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., 2002, §3.1); the distance as doubles
/// compute it is off by as little. By other metrics every row is measured.</para>
/// <para>A query takes O(rows + the entries that share a place with it); by other metrics O(entries).</para>
/// </remarks>
sealed class SparseSearch
{
    // Beyond this, products leave the range of doubles.
    const double MostNorm = 1e290;

    readonly CsrMatrix _rows;
    readonly Distance _distance;
    readonly int[] _places; // that any row has, ascending
    readonly int[] _starts; // of their lists
    readonly int[] _listRows;
    readonly double[] _listValues;
    readonly double[] _halfNorms;
    readonly double _largestNorm;
    readonly int _mostEntries;
    readonly bool _hasLists;

    internal SparseSearch(CsrMatrix rows, Distance distance)
    {
        _rows = rows;
        _distance = distance;
        _halfNorms = new double[rows.RowCount];
        for (var row = 0; row < _halfNorms.Length; row++)
        {
            _halfNorms[row] = SquaredNorm(rows, row) / 2;
            _largestNorm = Math.Max(_largestNorm, 2 * _halfNorms[row]);
            _mostEntries = Math.Max(_mostEntries, rows.RowIndices(row).Length);
        }

        (_places, _starts, _listRows, _listValues) = ([], [], [], []);
        _hasLists = distance.Kind == DistanceKind.Euclidean && _largestNorm < MostNorm;
        if (_hasLists)
        {
            (_places, _starts, _listRows, _listValues) = Lists(rows);
        }
    }

    /// <summary>n.</summary>
    internal int RowCount => _rows.RowCount;

    /// <summary>Finds the nearest rows of a query, the nearest first, ties by row number.</summary>
    /// <param name="queries">Rows as wide as those that are searched; finite.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="scores">Working memory, n numbers.</param>
    /// <param name="reduced">Receives the reduced distances; as <see cref="NearestHeap.Clear"/> leaves it.</param>
    /// <param name="found">Receives the rows; likewise.</param>
    internal void Nearest(CsrMatrix queries, int query, double[] scores, Span<double> reduced, Span<int> found)
    {
        var heap = new NearestHeap(reduced, found, -1);
        if (!Score(queries, query, scores, out var error))
        {
            for (var row = 0; row < RowCount; row++)
            {
                heap.Offer(Reduced(queries, query, row), row);
            }
        }
        else
        {
            for (var row = 0; row < scores.Length; row++)
            {
                if (scores[row] <= heap.Worst)
                {
                    heap.Offer(scores[row], row);
                }
            }

            var most = heap.Worst + (2 * error);
            NearestHeap.Clear(reduced, found);
            for (var row = Next(scores, 0, most); row < RowCount; row = Next(scores, row + 1, most))
            {
                heap.Offer(Reduced(queries, query, row), row);
            }
        }

        NearestHeap.Sort(reduced, found);
    }

    /// <summary>The rows within a reduced distance of a query, the nearest first.</summary>
    internal (double Reduced, int Row)[] Within(CsrMatrix queries, int query, double most, double[] scores)
    {
        var found = new List<(double Reduced, int Row)>();
        var bound = double.PositiveInfinity;
        if (Score(queries, query, scores, out var error))
        {
            bound = ((most - SquaredNorm(queries, query)) / 2) + (2 * error) + (most * 1e-14);
        }
        else
        {
            Array.Clear(scores);
        }

        for (var row = Next(scores, 0, bound); row < RowCount; row = Next(scores, row + 1, bound))
        {
            var reduced = Reduced(queries, query, row);
            if (reduced <= most)
            {
                found.Add((reduced, row));
            }
        }

        found.Sort();
        return [.. found];
    }

    /// <summary>Computes s of every row; false where that does not suit the metric or the numbers.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="scores">Receives s.</param>
    /// <param name="error">How far an s, or half the squared distance as doubles compute it, may be off.</param>
    bool Score(CsrMatrix queries, int query, double[] scores, out double error)
    {
        var norm = _hasLists ? SquaredNorm(queries, query) : double.PositiveInfinity;
        var places = queries.RowIndices(query);
        var values = queries.RowValues(query);
        // Eight times the bound of the remarks holds the roundings of the distance and of this bound too; the last term is more than underflow may take.
        error = (8 * (places.Length + _mostEntries + 8) * 1.2e-16 * (_largestNorm + norm)) + 1e-290;
        if (!(norm < MostNorm))
        {
            return false;
        }

        _halfNorms.CopyTo(scores, 0);
        var list = 0;
        for (var i = 0; i < values.Length; i++)
        {
            list = Array.BinarySearch(_places, list, _places.Length - list, places[i]);
            if (list < 0)
            {
                list = ~list;
                continue;
            }

            var value = values[i];
            var (rows, numbers) = (_listRows, _listValues);
            for (var entry = _starts[list]; entry < _starts[list + 1]; entry++)
            {
                scores[rows[entry]] -= value * numbers[entry];
            }
        }

        return true;
    }

    /// <summary>The first row from one on with a score of at most a bound, or n.</summary>
    static int Next(double[] scores, int row, double most)
    {
        var bound = new Vector<double>(most);
        while (row + Vector<double>.Count <= scores.Length && !Vector.LessThanOrEqualAny(new Vector<double>(scores, row), bound))
        {
            row += Vector<double>.Count;
        }

        while (row < scores.Length && !(scores[row] <= most))
        {
            row++;
        }

        return row;
    }

    /// <summary>The reduced distance: places in their order, those that neither has left out.</summary>
    double Reduced(CsrMatrix queries, int query, int row)
    {
        var (distance, sum) = (_distance, 0.0);
        var places = _rows.RowIndices(row);
        var values = _rows.RowValues(row);
        var otherPlaces = queries.RowIndices(query);
        var others = queries.RowValues(query);
        var (i, j) = (0, 0);
        while (i < places.Length || j < otherPlaces.Length)
        {
            var place = i < places.Length ? places[i] : int.MaxValue;
            var other = j < otherPlaces.Length ? otherPlaces[j] : int.MaxValue;
            var difference = (place <= other ? values[i++] : 0) - (other <= place ? others[j++] : 0);
            sum = distance.Plus(sum, Math.Abs(difference));
        }

        return sum;
    }

    static double SquaredNorm(CsrMatrix rows, int row) => Dot.Of(rows.RowValues(row), rows.RowValues(row));

    static (int[] Places, int[] Starts, int[] Rows, double[] Values) Lists(CsrMatrix rows)
    {
        var all = rows.Indices[rows.Starts[0]..rows.Starts[^1]].ToArray();
        Array.Sort(all);
        var places = all.Distinct().ToArray();
        var starts = new int[places.Length + 1];
        var list = -1;
        for (var entry = 0; entry < all.Length; entry++)
        {
            list += entry == 0 || all[entry] != all[entry - 1] ? 1 : 0;
            starts[list + 1] = entry + 1;
        }

        var next = starts[..^1];
        var (listRows, values) = (new int[all.Length], new double[all.Length]);
        for (var row = 0; row < rows.RowCount; row++)
        {
            var numbers = rows.RowValues(row);
            for (var i = 0; i < numbers.Length; i++)
            {
                var at = next[Array.BinarySearch(places, rows.RowIndices(row)[i])]++;
                (listRows[at], values[at]) = (row, numbers[i]);
            }
        }

        return (places, starts, listRows, values);
    }
}
