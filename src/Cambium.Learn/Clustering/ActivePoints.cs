using System.Numerics;
using System.Runtime.InteropServices;

namespace Cambium.Learn;

/// <summary>Points that become fewer: columns side by side, so that the distances from one to all others are taken in vectors.</summary>
sealed class ActivePoints
{
    readonly double[][] _columns;

    internal ActivePoints(PointTiles points)
    {
        Count = points.RowCount;
        _columns = new double[points.FeatureCount][];
        var tile = new double[points.FeatureCount * PointTiles.Rows];
        for (var feature = 0; feature < _columns.Length; feature++)
        {
            _columns[feature] = new double[Count];
        }

        for (var row = 0; row < Count; row += PointTiles.Rows)
        {
            points.Fill(row, tile);
            for (var feature = 0; feature < _columns.Length; feature++)
            {
                tile.AsSpan(feature * PointTiles.Rows, Math.Min(PointTiles.Rows, Count - row)).CopyTo(_columns[feature].AsSpan(row));
            }
        }
    }

    /// <summary>The points that are left, numbered from 0.</summary>
    internal int Count { get; private set; }

    /// <summary>The squared distance of one point to each of the first <paramref name="distances"/>' length.</summary>
    internal void SquaredDistances(int from, Span<double> distances)
    {
        distances.Clear();
        foreach (var column in _columns)
        {
            Add(column.AsSpan(0, distances.Length), column[from], distances);
        }
    }

    /// <summary>Moves a point to the mean of itself and another.</summary>
    /// <param name="point">The point.</param>
    /// <param name="other">The other.</param>
    /// <param name="share">The other's part of the mean.</param>
    internal void MoveTowards(int point, int other, double share)
    {
        foreach (var column in _columns)
        {
            column[point] += (column[other] - column[point]) * share;
        }
    }

    /// <summary>Takes a point away; the last one takes its number.</summary>
    internal void Remove(int point)
    {
        Count--;
        foreach (var column in _columns)
        {
            column[point] = column[Count];
        }
    }

    static void Add(ReadOnlySpan<double> column, double value, Span<double> distances)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(column);
        var sums = MemoryMarshal.Cast<double, Vector<double>>(distances);
        var broadcast = new Vector<double>(value);
        for (var i = 0; i < vectors.Length; i++)
        {
            var difference = vectors[i] - broadcast;
            sums[i] += difference * difference;
        }

        for (var i = vectors.Length * Vector<double>.Count; i < column.Length; i++)
        {
            distances[i] += (column[i] - value) * (column[i] - value);
        }
    }
}
