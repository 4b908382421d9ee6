using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>−log p of a row's class, with p of the second of two classes = 1 / (1 + e⁻ᶠ).</summary>
sealed unsafe class LogisticLoss : BoostingLoss
{
    readonly NativeArray<double> _isSecond; // 1 or 0

    internal LogisticLoss(int[] codes, double[] weights)
        : base(codes.Length, weights) =>
        _isSecond = Padded(Array.ConvertAll(codes, code => (double)code));

    internal override int Outputs => 1;

    internal override double[] Baselines()
    {
        var second = 0.0;
        for (var row = 0; row < RowCount; row++)
        {
            second += WeightAt(row) * _isSecond.Pointer[row];
        }

        return [ClassPrior.Log(second, TotalWeight) - ClassPrior.Log(TotalWeight - second, TotalWeight)];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians)
    {
        var score = scores[0].Pointer;
        for (var row = start; row < end; row += Lanes)
        {
            var p = Vector512<double>.One / (Vector512<double>.One + Exponential.Of(-Vector512.Load(score + row)));
            var g = p - Vector512.Load(_isSecond.Pointer + row);
            var h = p * (Vector512<double>.One - p);
            if (Weights is not null)
            {
                g *= WeightsAt(row);
                h *= WeightsAt(row);
            }

            g.Store(gradients + row);
            h.Store(hessians + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double Sum(int start, int end, NativeArray<double>[] scores)
    {
        var sum = 0.0;
        for (var row = start; row < end; row++)
        {
            var score = scores[0].Pointer[row];
            var against = _isSecond.Pointer[row] > 0 ? -score : score;
            // log(1 + eˣ), in the form that does not overflow.
            sum += WeightAt(row) * (Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against))));
        }

        return sum;
    }

    public override void Dispose()
    {
        _isSecond.Dispose();
        base.Dispose();
    }
}
