namespace Cambium.Learn;

/// <summary>The training rows found near each of some rows.</summary>
public sealed class Neighbours
{
    readonly int[] _starts;
    readonly int[] _rows;
    readonly double[] _distances;

    internal Neighbours(int[] starts, int[] rows, double[] distances)
    {
        _starts = starts;
        _rows = rows;
        _distances = distances;
    }

    /// <summary>The number of rows that neighbours were sought for.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The neighbours of a row, as numbers of rows of the training table from 0: the nearest first, of equally near ones the lower number first.</summary>
    /// <param name="row">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> Rows(int row) => _rows.AsSpan()[RangeOf(row)];

    /// <summary>The distances to <see cref="Rows"/>, in the metric of the recipe; ∞ where a distance overflows.</summary>
    /// <param name="row">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<double> Distances(int row) => _distances.AsSpan()[RangeOf(row)];

    Range RangeOf(int row) => row >= 0 && row < Count
        ? _starts[row].._starts[row + 1]
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"row must be between 0 and {Count - 1}.");
}
