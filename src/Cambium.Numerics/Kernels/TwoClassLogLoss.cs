using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics;

/// <summary>The negative log-likelihood of two outcomes and its derivative.</summary>
static class TwoClassLogLoss
{
    /// <summary>
    /// Σ sᵢ log(1 + e^−yᵢzᵢ); replaces each zᵢ by the loss's derivative, −sᵢ yᵢ / (1 + e^yᵢzᵢ). Relative error of each term at most 2e-15.
    /// </summary>
    /// <param name="z">Log-odds; overwritten.</param>
    /// <param name="y">−1 or 1 for each row.</param>
    /// <param name="weights">s, one a row; empty where every row counts 1.</param>
    internal static double ReplaceByDerivative(Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        Lengths.ThrowIfDifferent(z.Length, y.Length, nameof(y));
        if (weights.Length > 0)
        {
            Lengths.ThrowIfDifferent(z.Length, weights.Length, nameof(weights));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            return Run<Simd512, Vector512<double>>(z, y, weights);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Run<Simd256, Vector256<double>>(z, y, weights);
        }

        return Vector128.IsHardwareAccelerated ? Run<Simd128, Vector128<double>>(z, y, weights) : Run<SimdScalar, double>(z, y, weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Run<TSimd, TVector>(Span<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var pz = ref MemoryMarshal.GetReference(z);
        ref var py = ref MemoryMarshal.GetReference(y);
        ref var pw = ref MemoryMarshal.GetReference(weights);
        var weighted = weights.Length > 0;
        var length = (nuint)z.Length;
        var width = (nuint)TSimd.Width;
        var losses = TSimd.Broadcast(0);
        var one = TSimd.Broadcast(1);
        nuint i = 0;
        for (; i + width <= length; i += width)
        {
            var weight = weighted ? TSimd.Load(ref pw, i) : one;
            var loss = Invoke<TSimd, TVector>(TSimd.Load(ref pz, i), TSimd.Load(ref py, i), weight, out var derivative);
            losses = TSimd.Add(losses, loss);
            TSimd.Store(derivative, ref pz, i);
        }

        if (i < length)
        {
            // The rest goes through a whole vector too, its free lanes with a weight of 0.
            Span<double> rest = stackalloc double[3 * TSimd.Width];
            rest.Clear();
            z[(int)i..].CopyTo(rest);
            y[(int)i..].CopyTo(rest[TSimd.Width..]);
            var restWeights = rest.Slice(2 * TSimd.Width, (int)(length - i));
            restWeights.Fill(1);
            weights[(weighted ? (int)i : 0)..].CopyTo(restWeights);
            ref var pr = ref MemoryMarshal.GetReference(rest);
            var loss = Invoke<TSimd, TVector>(TSimd.Load(ref pr, 0), TSimd.Load(ref pr, width), TSimd.Load(ref pr, 2 * width), out var derivative);
            losses = TSimd.Add(losses, loss);
            TSimd.Store(derivative, ref pr, 0);
            rest[..(int)(length - i)].CopyTo(z[(int)i..]);
        }

        return TSimd.Sum(losses);
    }

    // With m = y z and t = e^−|m|, both log(1 + e^−m) and 1 / (1 + e^m) come from t without overflow or lost digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Invoke<TSimd, TVector>(TVector z, TVector y, TVector weight, out TVector derivative)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var zero = TSimd.Broadcast(0);
        var one = TSimd.Broadcast(1);
        var margin = TSimd.Multiply(y, z);
        var t = TSimd.Exp(TSimd.Subtract(zero, TSimd.Abs(margin)));
        var u = TSimd.Add(one, t);
        var inverse = TSimd.Divide(one, u);
        var wrong = TSimd.Multiply(TSimd.SelectNegative(margin, one, t), inverse); // the probability of the other outcome
        derivative = TSimd.Subtract(zero, TSimd.Multiply(weight, TSimd.Multiply(y, wrong)));

        // log(1 + t) for t in [0, 1]: the second term gives back what 1 + t rounded away.
        var log = TSimd.MultiplyAdd(TSimd.Subtract(t, TSimd.Subtract(u, one)), inverse, TSimd.Log(u));
        var loss = TSimd.Add(log, TSimd.Max(zero, TSimd.Subtract(zero, margin)));
        return TSimd.Multiply(weight, loss);
    }
}
