using System.Runtime.Intrinsics;

namespace Cambium.Numerics.Tests;

/// <summary>Runs a kernel at each width, whatever this processor has: the wider ones are computed in parts where it lacks them.</summary>
static class Width
{
    public static TheoryData<int> All => [1, 2, 4, 8];

    public static TheoryData<int, int> AllByLength
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var width in (int[])[1, 2, 4, 8])
            {
                for (var length = 0; length <= 100; length++)
                {
                    data.Add(width, length);
                }
            }

            return data;
        }
    }

    public static double[] Gaussians(int count, long seed)
    {
        var random = new RandomStream(seed);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = random.NextGaussian();
        }

        return values;
    }

    /// <summary>Equal but for the rounding of a sum of terms of the given total size.</summary>
    public static void AssertClose(double expected, double actual, double size, double relative = 1e-14) =>
        Assert.True(
            Math.Abs(expected - actual) <= relative * Math.Max(size, double.Epsilon) || expected.Equals(actual),
            $"expected {expected:R}, got {actual:R}");

    public static double Dot(int width, double[] x, double[] y) => width switch
    {
        1 => Numerics.Dot.Run<SimdScalar, double>(x, y),
        2 => Numerics.Dot.Run<Simd128, Vector128<double>>(x, y),
        4 => Numerics.Dot.Run<Simd256, Vector256<double>>(x, y),
        _ => Numerics.Dot.Run<Simd512, Vector512<double>>(x, y),
    };

    public static (double, double, double, double) Dot(int width, double[][] x, double[] y) => width switch
    {
        1 => Numerics.Dot.Run<SimdScalar, double>(x[0], x[1], x[2], x[3], y),
        2 => Numerics.Dot.Run<Simd128, Vector128<double>>(x[0], x[1], x[2], x[3], y),
        4 => Numerics.Dot.Run<Simd256, Vector256<double>>(x[0], x[1], x[2], x[3], y),
        _ => Numerics.Dot.Run<Simd512, Vector512<double>>(x[0], x[1], x[2], x[3], y),
    };

    public static double Sum(int width, double[] x) => width switch
    {
        1 => Numerics.Sum.Run<SimdScalar, double>(x),
        2 => Numerics.Sum.Run<Simd128, Vector128<double>>(x),
        4 => Numerics.Sum.Run<Simd256, Vector256<double>>(x),
        _ => Numerics.Sum.Run<Simd512, Vector512<double>>(x),
    };

    public static bool AllFinite(int width, double[] x) => width switch
    {
        1 => Numerics.AllFinite.Run<SimdScalar, double>(x),
        2 => Numerics.AllFinite.Run<Simd128, Vector128<double>>(x),
        4 => Numerics.AllFinite.Run<Simd256, Vector256<double>>(x),
        _ => Numerics.AllFinite.Run<Simd512, Vector512<double>>(x),
    };

    public static void AddScaled(int width, double a, double[] x, double[] y)
    {
        switch (width)
        {
            case 1: Numerics.AddScaled.Run<SimdScalar, double>(a, x, y); break;
            case 2: Numerics.AddScaled.Run<Simd128, Vector128<double>>(a, x, y); break;
            case 4: Numerics.AddScaled.Run<Simd256, Vector256<double>>(a, x, y); break;
            default: Numerics.AddScaled.Run<Simd512, Vector512<double>>(a, x, y); break;
        }
    }

    public static void AddScaled(int width, double[] a, double[][] x, double[] y)
    {
        switch (width)
        {
            case 1: Numerics.AddScaled.Run<SimdScalar, double>(a, x[0], x[1], x[2], x[3], y); break;
            case 2: Numerics.AddScaled.Run<Simd128, Vector128<double>>(a, x[0], x[1], x[2], x[3], y); break;
            case 4: Numerics.AddScaled.Run<Simd256, Vector256<double>>(a, x[0], x[1], x[2], x[3], y); break;
            default: Numerics.AddScaled.Run<Simd512, Vector512<double>>(a, x[0], x[1], x[2], x[3], y); break;
        }
    }

    public static void Sigmoid(int width, double[] x, double[] y)
    {
        switch (width)
        {
            case 1: Numerics.Sigmoid.Run<SimdScalar, double>(x, y); break;
            case 2: Numerics.Sigmoid.Run<Simd128, Vector128<double>>(x, y); break;
            case 4: Numerics.Sigmoid.Run<Simd256, Vector256<double>>(x, y); break;
            default: Numerics.Sigmoid.Run<Simd512, Vector512<double>>(x, y); break;
        }
    }

    public static double TwoClassLogLoss(int width, double[] z, double[] y, double[] weights) => width switch
    {
        1 => Numerics.TwoClassLogLoss.Run<SimdScalar, double>(z, y, weights),
        2 => Numerics.TwoClassLogLoss.Run<Simd128, Vector128<double>>(z, y, weights),
        4 => Numerics.TwoClassLogLoss.Run<Simd256, Vector256<double>>(z, y, weights),
        _ => Numerics.TwoClassLogLoss.Run<Simd512, Vector512<double>>(z, y, weights),
    };

    public static void Softmax(int width, double[] z, int count, double[] logSums)
    {
        switch (width)
        {
            case 1: Numerics.Softmax.Run<SimdScalar, double>(z, count, logSums); break;
            case 2: Numerics.Softmax.Run<Simd128, Vector128<double>>(z, count, logSums); break;
            case 4: Numerics.Softmax.Run<Simd256, Vector256<double>>(z, count, logSums); break;
            default: Numerics.Softmax.Run<Simd512, Vector512<double>>(z, count, logSums); break;
        }
    }

    public static void ScaleShift(int width, double[] x, double shift, double factor, double[] s, double[] y)
    {
        switch (width)
        {
            case 1: Numerics.ScaleShift.Run<SimdScalar, double>(x, shift, factor, s, y); break;
            case 2: Numerics.ScaleShift.Run<Simd128, Vector128<double>>(x, shift, factor, s, y); break;
            case 4: Numerics.ScaleShift.Run<Simd256, Vector256<double>>(x, shift, factor, s, y); break;
            default: Numerics.ScaleShift.Run<Simd512, Vector512<double>>(x, shift, factor, s, y); break;
        }
    }

    public static void Gram(int width, double[] x, int p, double[] gram)
    {
        switch (width)
        {
            case 1: GramMatrix.Run<SimdScalar, double>(x, p, gram); break;
            case 2: GramMatrix.Run<Simd128, Vector128<double>>(x, p, gram); break;
            case 4: GramMatrix.Run<Simd256, Vector256<double>>(x, p, gram); break;
            default: GramMatrix.Run<Simd512, Vector512<double>>(x, p, gram); break;
        }
    }

    public static (double Sum, double Min, double Max) MomentsSum(int width, double[] x, double[] weights) => width switch
    {
        1 => ColumnMoments.RunSum<SimdScalar, double>(x, weights, 1),
        2 => ColumnMoments.RunSum<Simd128, Vector128<double>>(x, weights, 1),
        4 => ColumnMoments.RunSum<Simd256, Vector256<double>>(x, weights, 1),
        _ => ColumnMoments.RunSum<Simd512, Vector512<double>>(x, weights, 1),
    };

    public static double MomentsSquares(int width, double[] x, double[] weights, double mean) => width switch
    {
        1 => ColumnMoments.RunSquares<SimdScalar, double>(x, weights, 1, mean),
        2 => ColumnMoments.RunSquares<Simd128, Vector128<double>>(x, weights, 1, mean),
        4 => ColumnMoments.RunSquares<Simd256, Vector256<double>>(x, weights, 1, mean),
        _ => ColumnMoments.RunSquares<Simd512, Vector512<double>>(x, weights, 1, mean),
    };
}
