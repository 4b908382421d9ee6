using System.Numerics;
using System.Runtime.InteropServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Log densities of a mixture's components for tiles of points. Immutable and safe to share between threads.</summary>
sealed class MixtureDensities
{
    readonly MixtureShape _shape;
    readonly double[] _means; // k × p
    readonly double[] _roots; // per component, or once where all share one, inverses: of the covariance's lower Cholesky factor (p × p), or of deviations (p)
    readonly double[] _constants; // log πₖ − ½ p log 2π − ½ log |Σₖ|

    MixtureDensities(MixtureShape shape, double[] means, double[] roots, double[] constants)
    {
        _shape = shape;
        _means = means;
        _roots = roots;
        _constants = constants;
    }

    /// <summary>Numbers of working memory that <see cref="Evaluate"/> asks for.</summary>
    internal int ScratchCount => (_shape.Features + 1) * PointTiles.Rows;

    internal ReadOnlySpan<double> Mean(int component) => _means.AsSpan(component * _shape.Features, _shape.Features);

    /// <summary>Prepares a mixture.</summary>
    /// <param name="weights">π, k numbers that add up to 1.</param>
    /// <param name="means">k × p.</param>
    /// <param name="covariances">As many as the shape says.</param>
    /// <returns>The densities, or null where a covariance is not positive definite.</returns>
    internal static MixtureDensities? TryCreate(MixtureShape shape, ReadOnlySpan<double> weights, double[] means, double[] covariances)
    {
        var p = shape.Features;
        var count = shape.Covariance == CovarianceShape.Tied ? 1 : shape.Components;
        var roots = new double[count * shape.MomentCount];
        var constants = new double[shape.Components];
        var logDeterminant = 0.0;
        for (var k = 0; k < constants.Length; k++)
        {
            if (k < count)
            {
                var covariance = covariances.AsSpan(k * (covariances.Length / count), covariances.Length / count);
                var root = roots.AsSpan(k * shape.MomentCount, shape.MomentCount);
                logDeterminant = shape.HasProducts ? InverseFactor.Of(covariance, p, root) : InverseDeviations(covariance, root);
                if (!double.IsFinite(logDeterminant))
                {
                    return null;
                }
            }

            constants[k] = Math.Log(weights[k]) - (0.5 * p * Math.Log(2 * Math.PI)) - (0.5 * logDeterminant);
        }

        return new MixtureDensities(shape, means, roots, constants);
    }

    /// <summary>The log of each component's weighted density at each point of a tile.</summary>
    /// <param name="tile">p × <see cref="PointTiles.Rows"/>.</param>
    /// <param name="logs">k × <see cref="PointTiles.Rows"/>.</param>
    /// <param name="scratch"><see cref="ScratchCount"/> numbers.</param>
    internal void Evaluate(ReadOnlySpan<double> tile, Span<double> logs, Span<double> scratch)
    {
        var p = _shape.Features;
        var sum = scratch.Slice(p * PointTiles.Rows, PointTiles.Rows);
        for (var k = 0; k < _constants.Length; k++)
        {
            Differences(tile, k, scratch);
            var squares = logs.Slice(k * PointTiles.Rows, PointTiles.Rows);
            squares.Clear();
            var root = _roots.AsSpan(_shape.Covariance == CovarianceShape.Tied ? 0 : k * _shape.MomentCount, _shape.MomentCount);
            for (var f = 0; f < p; f++)
            {
                sum.Clear();
                for (var g = _shape.HasProducts ? 0 : f; g <= f; g++)
                {
                    AddScaled.Into(_shape.HasProducts ? root[(f * p) + g] : root[f], scratch.Slice(g * PointTiles.Rows, PointTiles.Rows), sum);
                }

                AddSquares(sum, squares);
            }

            for (var i = 0; i < squares.Length; i++)
            {
                squares[i] = _constants[k] - (squares[i] / 2);
            }
        }
    }

    /// <summary>Each point less the mean of a component.</summary>
    internal void Differences(ReadOnlySpan<double> tile, int component, Span<double> differences)
    {
        for (var f = 0; f < _shape.Features; f++)
        {
            var mean = new Vector<double>(_means[(component * _shape.Features) + f]);
            var from = MemoryMarshal.Cast<double, Vector<double>>(tile.Slice(f * PointTiles.Rows, PointTiles.Rows));
            var to = MemoryMarshal.Cast<double, Vector<double>>(differences.Slice(f * PointTiles.Rows, PointTiles.Rows));
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = from[i] - mean;
            }
        }
    }

    /// <summary>Turns logs into shares of 1 for each point, and gives the log of their sum before.</summary>
    /// <param name="logs">k × <see cref="PointTiles.Rows"/>.</param>
    /// <param name="totals"><see cref="PointTiles.Rows"/> numbers.</param>
    internal static void Normalise(Span<double> logs, Span<double> totals)
    {
        for (var i = 0; i < PointTiles.Rows; i++)
        {
            var highest = double.NegativeInfinity;
            for (var at = i; at < logs.Length; at += PointTiles.Rows)
            {
                highest = Math.Max(highest, logs[at]);
            }

            if (!double.IsFinite(highest))
            {
                // So far from every component that the square is no number: none is nearer than another.
                for (var at = i; at < logs.Length; at += PointTiles.Rows)
                {
                    logs[at] = (double)PointTiles.Rows / logs.Length;
                }

                totals[i] = double.NegativeInfinity;
                continue;
            }

            var sum = 0.0;
            for (var at = i; at < logs.Length; at += PointTiles.Rows)
            {
                logs[at] = Math.Exp(logs[at] - highest);
                sum += logs[at];
            }

            for (var at = i; at < logs.Length; at += PointTiles.Rows)
            {
                logs[at] /= sum;
            }

            totals[i] = highest + Math.Log(sum);
        }
    }

    static double InverseDeviations(ReadOnlySpan<double> variances, Span<double> inverses)
    {
        var log = 0.0;
        for (var f = 0; f < inverses.Length; f++)
        {
            var variance = variances[variances.Length == 1 ? 0 : f];
            inverses[f] = 1 / Math.Sqrt(variance);
            log += Math.Log(variance);
        }

        return log;
    }

    static void AddSquares(ReadOnlySpan<double> x, Span<double> sums)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(x);
        var to = MemoryMarshal.Cast<double, Vector<double>>(sums);
        for (var i = 0; i < from.Length; i++)
        {
            to[i] += from[i] * from[i];
        }
    }
}
