using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>½ (f − y)² up to a distance δ, δ |f − y| − ½ δ² beyond.</summary>
/// <remarks>
/// The second derivative is 0 beyond δ; a row's weight, its largest value, stands for it in splits. Leaves take the exact minimum over their rows. Source: P. J.
/// Huber, "Robust Estimation of a Location Parameter", 1964; J. H. Friedman, "Greedy Function Approximation", 2001, algorithm 4.
/// </remarks>
sealed unsafe class HuberLoss : BoostingLoss
{
    // Newton's steps on a derivative made of straight pieces end after a few; the bound is for the case that roundings keep them going.
    const int MostSteps = 100;

    readonly double _delta;
    readonly NativeArray<double> _target;

    internal HuberLoss(double[] target, double[] weights, double delta)
        : base(target.Length, weights)
    {
        _delta = delta;
        _target = Padded(target);
    }

    internal override int Outputs => 1;

    internal override NativeArray<double> Targets => _target;

    internal override double[] Baselines() =>
        [Location(_target.Span[..RowCount].ToArray(), Weights is null ? [] : Weights.Span[..RowCount].ToArray())];

    /// <summary>The constant c with Σ w clamp(r − c, ±δ) = 0, by Newton's method within a bracket. It is no further than δ from the median.</summary>
    internal override double Location(Span<double> residuals, Span<double> weights)
    {
        var at = WeightedQuantile.Of(residuals, weights, 0.5);
        var (low, high) = (at - _delta, at + _delta);
        for (var step = 0; step < MostSteps; step++)
        {
            var (sum, slope) = Slope(residuals, weights, at);
            if (sum == 0)
            {
                break;
            }

            (low, high) = sum > 0 ? (at, high) : (low, at);
            var next = slope > 0 ? at + (sum / slope) : double.NaN;
            next = next >= low && next <= high ? next : low + ((high - low) / 2);
            if (next == at)
            {
                break;
            }

            at = next;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians)
    {
        var delta = Vector512.Create(_delta);
        for (var row = start; row < end; row += Lanes)
        {
            var weight = WeightsAt(row);
            var error = Vector512.Load(scores[0].Pointer + row) - Vector512.Load(_target.Pointer + row);
            (weight * Vector512.Min(Vector512.Max(error, -delta), delta)).Store(gradients + row);
            weight.Store(hessians + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double Sum(int start, int end, NativeArray<double>[] scores)
    {
        var sum = 0.0;
        for (var row = start; row < end; row++)
        {
            var error = Math.Abs(scores[0].Pointer[row] - _target.Pointer[row]);
            sum += WeightAt(row) * (error <= _delta ? 0.5 * error * error : _delta * (error - (0.5 * _delta)));
        }

        return sum;
    }

    public override void Dispose()
    {
        _target.Dispose();
        base.Dispose();
    }

    (double Sum, double Slope) Slope(Span<double> residuals, Span<double> weights, double at)
    {
        var (sum, slope) = (0.0, 0.0);
        for (var i = 0; i < residuals.Length; i++)
        {
            var (weight, distance) = (weights.IsEmpty ? 1 : weights[i], residuals[i] - at);
            sum += weight * Math.Clamp(distance, -_delta, _delta);
            slope += Math.Abs(distance) < _delta ? weight : 0;
        }

        return (sum, slope);
    }
}
