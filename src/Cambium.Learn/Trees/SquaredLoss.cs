using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>½ (f − y)²; its constant is the mean.</summary>
sealed unsafe class SquaredLoss : BoostingLoss
{
    readonly NativeArray<double> _target;

    internal SquaredLoss(double[] target, double[] weights)
        : base(target.Length, weights) =>
        _target = Padded(target);

    internal override int Outputs => 1;

    internal override double[] Baselines()
    {
        // Moving the mean, instead of dividing a sum, keeps a constant target exact.
        var (mean, total) = (0.0, 0.0);
        for (var row = 0; row < RowCount; row++)
        {
            var weight = WeightAt(row);
            total += weight;
            mean += weight > 0 ? (_target.Pointer[row] - mean) * (weight / total) : 0;
        }

        return [mean];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians)
    {
        var score = scores[0].Pointer;
        for (var row = start; row < end; row += Lanes)
        {
            var weight = WeightsAt(row);
            (weight * (Vector512.Load(score + row) - Vector512.Load(_target.Pointer + row))).Store(gradients + row);
            weight.Store(hessians + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double Sum(int start, int end, NativeArray<double>[] scores)
    {
        var sum = 0.0;
        for (var row = start; row < end; row++)
        {
            var error = scores[0].Pointer[row] - _target.Pointer[row];
            sum += 0.5 * WeightAt(row) * error * error;
        }

        return sum;
    }

    public override void Dispose()
    {
        _target.Dispose();
        base.Dispose();
    }
}
