using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>eᶠ − y f: the negative log-likelihood of counts y of mean eᶠ, but for what does not depend on f.</summary>
sealed unsafe class PoissonLoss : BoostingLoss
{
    // The mean of leaves and tables without any count is put so much below the mean before, for its logarithm has no bounds.
    const double LeastFactor = 1e-6;

    readonly NativeArray<double> _target;

    internal PoissonLoss(double[] target, double[] weights)
        : base(target.Length, weights) =>
        _target = Padded(target);

    internal override int Outputs => 1;

    internal override double[] Baselines()
    {
        var sum = 0.0;
        for (var row = 0; row < RowCount; row++)
        {
            sum += WeightAt(row) * _target.Pointer[row];
        }

        return [Math.Log(Math.Max(sum / TotalWeight, LeastFactor))];
    }

    /// <summary>
    /// ln(1 − S(G, α) / (H + λ)): with λ = 0 that is the exact minimum over the leaf's rows, ln(Σ w y / Σ w eᶠ); with λ, the one under a gamma prior that is
    /// worth λ rows of the mean so far.
    /// </summary>
    internal override double LeafValue(double gradient, double hessian, double l1, double l2) =>
        Math.Log(Math.Max(1 + base.LeafValue(gradient, hessian, l1, l2), LeastFactor));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians)
    {
        for (var row = start; row < end; row += Lanes)
        {
            var weight = WeightsAt(row);
            var mean = Exponential.Of(Vector512.Load(scores[0].Pointer + row));
            (weight * (mean - Vector512.Load(_target.Pointer + row))).Store(gradients + row);
            (weight * mean).Store(hessians + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double Sum(int start, int end, NativeArray<double>[] scores)
    {
        var sum = 0.0;
        for (var row = start; row < end; row++)
        {
            var score = scores[0].Pointer[row];
            sum += WeightAt(row) * (Math.Exp(score) - (_target.Pointer[row] * score));
        }

        return sum;
    }

    public override void Dispose()
    {
        _target.Dispose();
        base.Dispose();
    }
}
