using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Every width of vectors computes what the formulas say.</summary>
public sealed class KernelWidthTests
{
    public static TheoryData<SupportVectorKernel> Kernels => [.. Enum.GetValues<SupportVectorKernel>()];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Kernel_values_are_those_of_the_formula(SupportVectorKernel kind)
    {
        var random = new RandomStream(5);
        var (n, p) = (75, 7);
        var rows = Enumerable.Range(0, n * p).Select(_ => random.NextGaussian()).ToArray();
        var kernel = new KernelFunction(kind, 0.3, 3, 0.5);
        var blocks = RowBlocks.Of(rows, p, [.. Enumerable.Range(0, n)]);
        var x = rows.AsSpan(3 * p, p).ToArray();
        var expected = rows.Chunk(p).Select(row => Value(kernel, x, row)).ToArray();

        foreach (var values in new[]
        {
            Values<Simd512, Vector512<double>>(kernel, x, blocks), Values<Simd256, Vector256<double>>(kernel, x, blocks),
            Values<Simd128, Vector128<double>>(kernel, x, blocks), Values<SimdScalar, double>(kernel, x, blocks),
        })
        {
            Assert.All(expected.Zip(values), pair => Oracle.Near(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First)))); // single precision
        }

        Assert.Equal((float)kernel.OfSelf(blocks.Squares[3]), Values<SimdScalar, double>(kernel, x, blocks)[3], 1e-6f);
    }

    [Fact]
    public void The_passes_choose_and_update_alike_at_every_width()
    {
        var widths = new[] { 1, 2, 4, 8 }.Select(width => Passes(width, new RandomStream(6))).ToArray();

        Assert.All(widths, found => Assert.Equal(widths[0].Up, found.Up));
        Assert.All(widths, found => Assert.Equal(widths[0].Down, found.Down));
        Assert.All(widths, found => Assert.All(widths[0].Residuals.Zip(found.Residuals), pair => Oracle.Near(pair.First, pair.Second, 1e-15))); // fused or not
        Assert.NotEqual(widths[0].Up, widths[0].Down);
    }

    static (int Up, int Down, double[] Residuals) Passes(int width, RandomStream random)
    {
        var n = 700;
        var rows = Enumerable.Range(0, n).ToArray();
        var state = new SmoState(rows, RowBlocks.Of(new double[n], 1, rows));
        var padded = state.Residuals.Length;
        var (first, second) = (new float[padded], new float[padded]);
        for (var i = 0; i < n; i++)
        {
            state.Residuals[i] = random.NextGaussian();
            state.UpOffsets[i] = random.NextInt(3) == 0 ? double.NegativeInfinity : -0.1;
            state.DownOffsets[i] = random.NextInt(3) == 0 ? double.PositiveInfinity : -0.1;
            (first[i], second[i]) = ((float)random.NextDouble(), (float)random.NextDouble());
        }

        var (up, gain) = width switch
        {
            1 => SmoPasses.Update<SimdScalar, double>(state, first, second, 0.3),
            2 => SmoPasses.Update<Simd128, Vector128<double>>(state, first, second, 0.3),
            4 => SmoPasses.Update<Simd256, Vector256<double>>(state, first, second, 0.3),
            _ => SmoPasses.Update<Simd512, Vector512<double>>(state, first, second, 0.3),
        };
        Assert.Equal(Enumerable.Range(0, n).Max(i => state.Residuals[i] + state.UpOffsets[i]), gain);
        var (down, least) = width switch
        {
            1 => SmoPasses.Partner<SimdScalar, double>(state, first, 1, gain),
            2 => SmoPasses.Partner<Simd128, Vector128<double>>(state, first, 1, gain),
            4 => SmoPasses.Partner<Simd256, Vector256<double>>(state, first, 1, gain),
            _ => SmoPasses.Partner<Simd512, Vector512<double>>(state, first, 1, gain),
        };
        Assert.Equal(Enumerable.Range(0, n).Min(i => state.Residuals[i] + state.DownOffsets[i]), least);
        return (up, down, state.Residuals);
    }

    static float[] Values<TSimd, TVector>(KernelFunction kernel, double[] x, RowBlocks blocks)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var values = new float[blocks.Squares.Length];
        KernelRow.Write<TSimd, TVector>(kernel, x, blocks.Squares[3], blocks, 0, values);
        return values;
    }

    static double Value(KernelFunction kernel, double[] a, double[] b)
    {
        var dot = a.Zip(b, (u, v) => u * v).Sum();
        return kernel.Kind switch
        {
            SupportVectorKernel.Rbf => Math.Exp(-kernel.Gamma * a.Zip(b, (u, v) => (u - v) * (u - v)).Sum()),
            SupportVectorKernel.Linear => dot,
            SupportVectorKernel.Polynomial => Math.Pow((kernel.Gamma * dot) + kernel.Constant, kernel.Degree),
            _ => Math.Tanh((kernel.Gamma * dot) + kernel.Constant),
        };
    }
}
