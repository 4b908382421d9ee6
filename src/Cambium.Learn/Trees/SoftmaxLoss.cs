using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>−log p of a row's class, with p of class j = e^fⱼ / Σ e^f.</summary>
/// <remarks>
/// The hessian by one score is p (1 − p) · k / (k − 1), which accounts for the other scores moving too. Source: J. H. Friedman, "Greedy Function
/// Approximation: A Gradient Boosting Machine", 2001, algorithm 6.
/// </remarks>
sealed unsafe class SoftmaxLoss : BoostingLoss
{
    readonly int[] _codes;
    readonly NativeArray<double> _largest; // of a row's scores at the beginning of the round
    readonly NativeArray<double> _share;   // 1 / Σ e^(f − largest)

    internal SoftmaxLoss(int[] codes, int classes, double[] weights)
        : base(codes.Length, weights)
    {
        _codes = new int[PaddedLength(codes.Length)];
        codes.CopyTo(_codes, 0);
        Outputs = classes;
        _largest = new NativeArray<double>(_codes.Length);
        _share = new NativeArray<double>(_codes.Length);
    }

    internal override int Outputs { get; }

    internal override double[] Baselines()
    {
        var weightOf = new double[Outputs];
        for (var row = 0; row < RowCount; row++)
        {
            weightOf[_codes[row]] += WeightAt(row);
        }

        return Array.ConvertAll(weightOf, weight => ClassPrior.Log(weight, TotalWeight));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override void BeginRound(int start, int end, NativeArray<double>[] scores)
    {
        for (var row = start; row < end; row += Lanes)
        {
            var largest = Vector512.Load(scores[0].Pointer + row);
            for (var output = 1; output < Outputs; output++)
            {
                largest = Vector512.Max(largest, Vector512.Load(scores[output].Pointer + row));
            }

            var sum = Vector512<double>.Zero;
            for (var output = 0; output < Outputs; output++)
            {
                sum += Exponential.Of(Vector512.Load(scores[output].Pointer + row) - largest);
            }

            largest.Store(_largest.Pointer + row);
            (Vector512<double>.One / sum).Store(_share.Pointer + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians)
    {
        var factor = (double)Outputs / (Outputs - 1);
        var isClass = stackalloc double[Lanes];
        for (var row = start; row < end; row += Lanes)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                isClass[lane] = _codes[row + lane] == output ? 1 : 0;
            }

            var p = Exponential.Of(Vector512.Load(scores[output].Pointer + row) - Vector512.Load(_largest.Pointer + row)) * Vector512.Load(_share.Pointer + row);
            var weight = WeightsAt(row);
            ((p - Vector512.Load(isClass)) * weight).Store(gradients + row);
            (p * (Vector512<double>.One - p) * factor * weight).Store(hessians + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal override double Sum(int start, int end, NativeArray<double>[] scores)
    {
        var sum = 0.0;
        for (var row = start; row < end; row++)
        {
            var largest = double.NegativeInfinity;
            for (var output = 0; output < Outputs; output++)
            {
                largest = Math.Max(largest, scores[output].Pointer[row]);
            }

            var total = 0.0;
            for (var output = 0; output < Outputs; output++)
            {
                total += Math.Exp(scores[output].Pointer[row] - largest);
            }

            sum += WeightAt(row) * (largest + Math.Log(total) - scores[_codes[row]].Pointer[row]);
        }

        return sum;
    }

    public override void Dispose()
    {
        _largest.Dispose();
        _share.Dispose();
        base.Dispose();
    }
}
