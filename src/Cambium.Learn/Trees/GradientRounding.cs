using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Turns the derivatives of a tree's rows into whole numbers, up or down at random so that sums have no bias, however few units the typical gradient
/// has beside an extreme one. The leaves' values do not come from these.
/// </summary>
sealed unsafe class GradientRounding
{
    const int BlockRows = 8192;

    // SplitMix64 (G. L. Steele et al., 2014): its steps make a random number of a counter, so that a row's does not depend on other rows.
    const ulong Step = 0x9E3779B97F4A7C15;
    const ulong Mix1 = 0xBF58476D1CE4E5B9;
    const ulong Mix2 = 0x94D049BB133111EB;

    const int FractionBits = 24;
    const double Fraction = 1.0 / (1 << FractionBits);

    readonly ForkJoin _team;
    readonly int _rowCount;
    readonly double[] _largestGradients;
    readonly double[] _largestHessians;

    internal GradientRounding(int rowCount, ForkJoin team)
    {
        _team = team;
        _rowCount = rowCount;
        var blocks = ParallelBlocks.Count(rowCount, BlockRows);
        _largestGradients = new double[blocks];
        _largestHessians = new double[blocks];
    }

    /// <summary>Computes the derivatives of all rows by one output, and writes them as items.</summary>
    /// <param name="key">A random number for this tree.</param>
    internal GradientScale Fill(
        BoostingLoss loss, int output, NativeArray<double>[] scores, ulong key, double* gradients, double* hessians, ulong* items)
    {
        var blocks = _largestGradients.Length;
        _team.Run(blocks, (_, block) =>
        {
            var (start, end) = Rows(block);
            loss.Derivatives(output, start, end, scores, gradients, hessians);
            _largestGradients[block] = Largest(gradients, start, end);
            _largestHessians[block] = Largest(hessians, start, end);
        });
        var scale = new GradientScale(
            _largestGradients.Max() / (PackedGradient.MostGradient - 1),
            _largestHessians.Max() / (PackedGradient.MostHessian - 1));
        if (scale.IsUsable)
        {
            _team.Run(blocks, (_, block) =>
            {
                var (start, end) = Rows(block);
                Round(start, end, scale, key, gradients, hessians, items);
            });
        }

        return scale;
    }

    /// <summary>The random number of a counter.</summary>
    internal static ulong Random(ulong counter)
    {
        var z = counter * Step;
        z = (z ^ (z >> 30)) * Mix1;
        z = (z ^ (z >> 27)) * Mix2;
        return z ^ (z >> 31);
    }

    (int Start, int End) Rows(int block) => (block * BlockRows, Math.Min((block + 1) * BlockRows, _rowCount));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static double Largest(double* values, int start, int end)
    {
        var largest = 0.0;
        var row = start;
        var largestOfLane = Vector512<double>.Zero;
        for (; row + Vector512<double>.Count <= end; row += Vector512<double>.Count)
        {
            largestOfLane = Vector512.Max(largestOfLane, Vector512.Abs(Vector512.Load(values + row)));
        }

        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            largest = Math.Max(largest, largestOfLane[lane]);
        }

        for (; row < end; row++)
        {
            largest = Math.Max(largest, Math.Abs(values[row]));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Round(int start, int end, GradientScale scale, ulong key, double* gradients, double* hessians, ulong* items)
    {
        var (perGradient, perHessian) = (1 / scale.Gradient, 1 / scale.Hessian);
        var lanes = Vector512<ulong>.Indices;
        for (var row = start; row < end; row += Vector512<ulong>.Count)
        {
            var rows = lanes + Vector512.Create((ulong)row);
            var random = Random(rows + Vector512.Create(key));
            var up = Vector512.ConvertToDouble((random >> (64 - FractionBits)).AsInt64()) * Fraction;
            var upToo = Vector512.ConvertToDouble((random & Vector512.Create((1UL << FractionBits) - 1)).AsInt64()) * Fraction;
            var g = Vector512.ConvertToInt64(Vector512.Floor((Vector512.Load(gradients + row) * perGradient) + up));
            var h = Vector512.ConvertToInt64(Vector512.Floor((Vector512.Load(hessians + row) * perHessian) + upToo));
            PackedGradient.Items(rows, g, h).Store(items + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<ulong> Random(Vector512<ulong> counter)
    {
        var z = counter * Step;
        z = (z ^ (z >> 30)) * Mix1;
        z = (z ^ (z >> 27)) * Mix2;
        return z ^ (z >> 31);
    }
}
