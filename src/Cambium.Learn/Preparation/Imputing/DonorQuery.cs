namespace Cambium.Learn;

/// <summary>A row with gaps: what it has, and for each gap the nearest rows so far that have a value there.</summary>
sealed class DonorQuery
{
    readonly int _neighbours;
    readonly double[] _distances;
    readonly int[] _rows;

    internal DonorQuery(double[][] values, int row, int neighbours)
    {
        Row = row;
        _neighbours = neighbours;
        var columns = Enumerable.Range(0, values.Length).ToLookup(column => double.IsNaN(values[column][row]));
        Missing = [.. columns[true]];
        Present = [.. columns[false]];
        Values = Array.ConvertAll(Present, column => values[column][row]);
        _distances = new double[Missing.Length * neighbours];
        _rows = new int[_distances.Length];
        NearestHeap.Clear(_distances, _rows);
        Farthest = double.PositiveInfinity;
    }

    /// <summary>The row's number.</summary>
    internal int Row { get; }

    /// <summary>The columns that it lacks.</summary>
    internal int[] Missing { get; }

    /// <summary>The columns that it has.</summary>
    internal int[] Present { get; }

    /// <summary>What it has there.</summary>
    internal double[] Values { get; }

    /// <summary>A row farther than this is of use for none of the gaps.</summary>
    internal double Farthest { get; private set; }

    /// <summary>Takes in those rows of a panel that are near enough.</summary>
    internal void Offer(ReadOnlySpan<double> distances, ReadOnlySpan<double> panel, int first)
    {
        for (var row = 0; row < PresentDistances.Rows; row++)
        {
            if (!(distances[row] <= Farthest) || double.IsInfinity(distances[row]))
            {
                continue;
            }

            var farthest = 0.0;
            for (var i = 0; i < Missing.Length; i++)
            {
                var heap = new NearestHeap(_distances.AsSpan(i * _neighbours, _neighbours), _rows.AsSpan(i * _neighbours, _neighbours), -1);
                if (panel[(((Missing[i] * 2) + 1) * PresentDistances.Rows) + row] != 0)
                {
                    heap.Offer(distances[row], first + row);
                }

                farthest = Math.Max(farthest, heap.Worst);
            }

            Farthest = farthest;
        }
    }

    /// <summary>The nearest rows for a gap, the nearest first, and their mean squared distances.</summary>
    internal (double[] Distances, int[] Rows) Nearest(int gap)
    {
        var distances = _distances.AsSpan(gap * _neighbours, _neighbours).ToArray();
        var rows = _rows.AsSpan(gap * _neighbours, _neighbours).ToArray();
        NearestHeap.Sort(distances, rows);
        return (distances, rows);
    }
}
