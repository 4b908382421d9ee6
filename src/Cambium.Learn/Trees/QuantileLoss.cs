using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>c τ (y − f) where the score is below the target, c (1 − τ) (f − y) above; with τ = ½ and c = 2 that is |f − y|.</summary>
/// <remarks>
/// A second derivative does not exist; a row's weight stands for it in splits. Leaves take the exact quantile of their rows. Source: J. H. Friedman,
/// "Greedy Function Approximation", 2001, algorithm 3; R. Koenker, G. Bassett, "Regression Quantiles", 1978.
/// </remarks>
sealed unsafe class QuantileLoss : BoostingLoss
{
    readonly double _level;
    readonly double _factor;
    readonly NativeArray<double> _target;

    internal QuantileLoss(double[] target, double[] weights, double level, double factor = 1)
        : base(target.Length, weights)
    {
        _level = level;
        _factor = factor;
        _target = Padded(target);
    }

    internal override int Outputs => 1;

    internal override NativeArray<double> Targets => _target;

    internal override double[] Baselines() =>
        [Location(_target.Span[..RowCount].ToArray(), Weights is null ? [] : Weights.Span[..RowCount].ToArray())];

    internal override double Location(Span<double> residuals, Span<double> weights) => WeightedQuantile.Of(residuals, weights, _level);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians)
    {
        var (below, above) = (Vector512.Create(-_factor * _level), Vector512.Create(_factor * (1 - _level)));
        for (var row = start; row < end; row += Lanes)
        {
            var weight = WeightsAt(row);
            var score = Vector512.Load(scores[0].Pointer + row);
            var target = Vector512.Load(_target.Pointer + row);
            var slope = Vector512.ConditionalSelect(Vector512.LessThan(score, target), below, Vector512.GreaterThan(score, target) & above);
            (weight * slope).Store(gradients + row);
            weight.Store(hessians + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double Sum(int start, int end, NativeArray<double>[] scores)
    {
        var sum = 0.0;
        for (var row = start; row < end; row++)
        {
            var residual = _target.Pointer[row] - scores[0].Pointer[row];
            sum += WeightAt(row) * _factor * (residual > 0 ? _level * residual : (_level - 1) * residual);
        }

        return sum;
    }

    public override void Dispose()
    {
        _target.Dispose();
        base.Dispose();
    }
}
