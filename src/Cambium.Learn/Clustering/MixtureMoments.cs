using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// One pass of expectation: the shares that components have in points, and the points' moments by these shares, around the components' means of before, so that near the end nothing
/// is lost to rounding. Blocks and the order of their sums depend on the shape of the work alone.
/// </summary>
sealed class MixtureMoments
{
    readonly MixtureShape _shape;
    readonly PointTiles _points;
    readonly double[] _weights;
    readonly FitOptions _options;
    readonly int _blockRows;
    readonly double[] _partials; // blocks × k × (1 + p + moments)
    readonly double[] _logs; // blocks

    internal MixtureMoments(MixtureShape shape, PointTiles points, double[] weights, FitOptions options)
    {
        _shape = shape;
        _points = points;
        _weights = weights;
        _options = options;
        _blockRows = CentreSums.BlockRows(points.RowCount, shape.Features + shape.MomentCount, shape.Components);
        var blocks = ParallelBlocks.Count(points.RowCount, _blockRows);
        Total = new double[shape.Components * Stride];
        _partials = new double[blocks * Total.Length];
        _logs = new double[blocks];
    }

    /// <summary>Numbers of a component in <see cref="Total"/>.</summary>
    internal int Stride => 1 + _shape.Features + _shape.MomentCount;

    /// <summary>For each component: Σ r, Σ r d and Σ r d dᵀ (lower triangle, or its diagonal), r the shares times the weights, d the differences from its mean.</summary>
    internal double[] Total { get; }

    /// <summary>Σ w log p(x).</summary>
    internal double LogLikelihood { get; private set; }

    /// <summary>Passes over all points.</summary>
    /// <param name="densities">The components.</param>
    /// <param name="labels">The component of each point; empty: by the densities.</param>
    internal void Pass(MixtureDensities densities, int[] labels)
    {
        Array.Clear(_partials);
        ParallelBlocks.For(_points.RowCount, _blockRows, _options.MaxThreads, (block, start, end) => Block(densities, labels, block, start, end), _options.CancellationToken);
        Array.Clear(Total);
        LogLikelihood = 0;
        for (var block = 0; block < _logs.Length; block++)
        {
            LogLikelihood += _logs[block];
            AddScaled.Into(1, _partials.AsSpan(block * Total.Length, Total.Length), Total);
        }
    }

    void Block(MixtureDensities densities, int[] labels, int block, int start, int end)
    {
        var (tileCount, shareCount) = (_shape.Features * PointTiles.Rows, _shape.Components * PointTiles.Rows);
        var rented = ArrayPool<double>.Shared.Rent(tileCount + shareCount + PointTiles.Rows + densities.ScratchCount);
        var tile = rented.AsSpan(0, tileCount);
        var shares = rented.AsSpan(tileCount, shareCount);
        var totals = rented.AsSpan(tileCount + shareCount, PointTiles.Rows);
        var scratch = rented.AsSpan(tileCount + shareCount + PointTiles.Rows, densities.ScratchCount);
        var sums = _partials.AsSpan(block * Total.Length, Total.Length);
        _logs[block] = 0;
        for (var row = start; row < end; row += PointTiles.Rows)
        {
            var count = Math.Min(PointTiles.Rows, end - row);
            _points.Fill(row, tile);
            if (labels.Length == 0)
            {
                densities.Evaluate(tile, shares, scratch);
                MixtureDensities.Normalise(shares, totals);
            }
            else
            {
                shares.Clear();
                totals.Clear();
                for (var i = 0; i < count; i++)
                {
                    shares[(labels[row + i] * PointTiles.Rows) + i] = 1;
                }
            }

            _logs[block] += Weigh(shares, totals, row, count);
            for (var k = 0; k < _shape.Components; k++)
            {
                densities.Differences(tile, k, scratch);
                Add(scratch, shares.Slice(k * PointTiles.Rows, PointTiles.Rows), sums.Slice(k * Stride, Stride), totals);
            }
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    // Multiplies the shares by the rows' weights and gives the weighted sum of the logs; what fills the last tile up counts nothing.
    double Weigh(Span<double> shares, ReadOnlySpan<double> logs, int row, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < PointTiles.Rows; i++)
        {
            var weight = i >= count ? 0 : _weights.Length == 0 ? 1 : _weights[row + i];
            sum += weight == 0 ? 0 : weight * logs[i];
            for (var at = i; at < shares.Length && weight != 1; at += PointTiles.Rows)
            {
                shares[at] = weight == 0 ? 0 : shares[at] * weight;
            }
        }

        return sum;
    }

    void Add(ReadOnlySpan<double> differences, ReadOnlySpan<double> shares, Span<double> sums, Span<double> weighted)
    {
        var p = _shape.Features;
        sums[0] += Sum.Of(shares);
        var moments = sums[(1 + p)..];
        for (var f = 0; f < p; f++)
        {
            var difference = differences.Slice(f * PointTiles.Rows, PointTiles.Rows);
            Multiply(difference, shares, weighted);
            sums[1 + f] += Sum.Of(weighted);
            if (!_shape.HasProducts)
            {
                moments[f] += Dot.Of(weighted, difference);
                continue;
            }

            for (var g = 0; g <= f; g++)
            {
                moments[(f * p) + g] += Dot.Of(weighted, differences.Slice(g * PointTiles.Rows, PointTiles.Rows));
            }
        }
    }

    static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> products)
    {
        var a = MemoryMarshal.Cast<double, Vector<double>>(x);
        var b = MemoryMarshal.Cast<double, Vector<double>>(y);
        var to = MemoryMarshal.Cast<double, Vector<double>>(products);
        for (var i = 0; i < a.Length; i++)
        {
            to[i] = a[i] * b[i];
        }
    }
}
