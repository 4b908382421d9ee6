using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Finds the nearest of learned centres for rows of any table.</summary>
sealed class CentreLookup
{
    const int BlockRows = 40 * PointTiles.Rows;

    readonly CentrePanel _panel;
    readonly double[] _origin;
    readonly double _scale;

    /// <summary>Makes centres ready to be looked up.</summary>
    /// <param name="centres">k × p, row-major, in the units of the table.</param>
    /// <param name="p">Features.</param>
    internal CentreLookup(ReadOnlySpan<double> centres, int p)
    {
        // Distances are taken around the middle of the centres, so that their common part costs no digits.
        var k = centres.Length / p;
        _origin = new double[p];
        for (var i = 0; i < centres.Length; i++)
        {
            _origin[i % p] += centres[i] / k;
        }

        var moved = new double[centres.Length];
        var largest = 0.0;
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = centres[i] - _origin[i % p];
            largest = Math.Max(largest, Math.Abs(moved[i]));
        }

        _scale = PointTiles.ScaleFor(largest);
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] *= _scale;
        }

        _panel = new CentrePanel(moved, p);
    }

    /// <summary>The number of the nearest centre of each row, the first of equals.</summary>
    /// <param name="columns">p columns of finite numbers.</param>
    /// <param name="rowCount">n.</param>
    internal int[] Nearest(ReadOnlyMemory<double>[] columns, int rowCount)
    {
        var points = new PointTiles(columns, rowCount, _origin, _scale);
        var labels = new int[rowCount];
        ParallelBlocks.For(rowCount, BlockRows, maxThreads: 0, (_, start, end) =>
        {
            var tile = new double[columns.Length * PointTiles.Rows];
            var (scores, nearest) = (new double[PointTiles.Rows], new double[PointTiles.Rows]);
            for (var row = start; row < end; row += PointTiles.Rows)
            {
                var count = Math.Min(PointTiles.Rows, end - row);
                points.Fill(row, tile);
                _panel.Nearest(tile, scores, nearest, count);
                for (var i = 0; i < count; i++)
                {
                    labels[row + i] = (int)nearest[i];
                }
            }
        });
        return labels;
    }
}
