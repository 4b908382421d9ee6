using System.Runtime.Intrinsics;

namespace Cambium.Numerics.Tests;

/// <summary>Kernels made of exponentials and logarithms, at every width, against the scalar functions of .NET, which are right to the last bit but one.</summary>
public sealed class ExponentialKernelTests
{
    // Two units in the last place, the bound that ISimd states.
    const double Exact = 4.5e-16;

    [Theory]
    [MemberData(nameof(Width.All), MemberType = typeof(Width))]
    public void Exp_and_log_are_within_their_stated_error(int width)
    {
        var random = new RandomStream(1);
        for (var i = 0; i < 20_000; i++)
        {
            var x = (random.NextDouble() * 1400) - 700;
            var y = 1 + (random.NextDouble() * (i % 2 == 0 ? 1 : 1e6));

            AssertRelative(Math.Exp(x), Exp(width, x), Exact);
            AssertRelative(Math.Exp(x / 700), Exp(width, x / 700), Exact);
            AssertRelative(Math.Log(y), Log(width, y), Exact);
        }
    }

    [Theory]
    [MemberData(nameof(Width.All), MemberType = typeof(Width))]
    public void Exp_of_extremes(int width)
    {
        Assert.Equal(0, Exp(width, double.NegativeInfinity));
        Assert.Equal(0, Exp(width, -1e10));
        Assert.Equal(double.PositiveInfinity, Exp(width, 710));
        Assert.Equal(double.NaN, Exp(width, double.NaN));
        Assert.Equal(1, Exp(width, 0));
        Assert.InRange(Exp(width, -740), 0, 1e-320);
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Sigmoid_is_that_of_the_formula(int width, int length)
    {
        var x = Width.Gaussians(length, 1).Select(value => 30 * value).ToArray();
        var y = new double[length];

        Width.Sigmoid(width, x, y);

        for (var i = 0; i < length; i++)
        {
            AssertRelative(x[i] < 0 ? Math.Exp(x[i]) / (1 + Math.Exp(x[i])) : 1 / (1 + Math.Exp(-x[i])), y[i], 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Width.All), MemberType = typeof(Width))]
    public void Sigmoid_of_extremes_in_every_place(int width)
    {
        double[] x = [double.NegativeInfinity, double.PositiveInfinity, double.NaN, 0, -700, 800, -800];
        for (var shift = 0; shift < 9; shift++)
        {
            var padded = new double[shift + x.Length];
            x.CopyTo(padded, shift);

            Width.Sigmoid(width, padded, padded);

            Assert.Equal([0, 1, double.NaN, 0.5], padded[shift..(shift + 4)]);
            AssertRelative(Math.Exp(-700), padded[shift + 4], 1e-15);
            Assert.Equal([1, 0], padded[(shift + 5)..]);
        }
    }

    [Fact]
    public void Sigmoid_of_a_number_does_not_depend_on_its_place()
    {
        var x = Width.Gaussians(101, 4);
        var all = new double[x.Length];

        Sigmoid.Of(x, all);

        for (var i = 0; i < x.Length; i++)
        {
            var alone = new double[1];
            Sigmoid.Of(x.AsSpan(i, 1), alone);
            Assert.Equal(alone[0], all[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Logistic_loss_and_its_derivative_are_those_of_the_formula(int width, int length)
    {
        var z = Width.Gaussians(length, 1).Select(value => 10 * value).ToArray();
        var y = Width.Gaussians(length, 2).Select(value => value < 0 ? -1.0 : 1).ToArray();
        var weights = length % 2 == 0 ? [] : Width.Gaussians(length, 3).Select(Math.Abs).ToArray();
        var derivatives = z.ToArray();

        var loss = Width.TwoClassLogLoss(width, derivatives, y, weights);

        var expected = 0.0;
        for (var i = 0; i < length; i++)
        {
            var weight = weights.Length == 0 ? 1 : weights[i];
            var t = Math.Exp(-Math.Abs(z[i]));
            expected += weight * (Math.Max(0, -y[i] * z[i]) + (t < 1e-5 ? t - (t * t / 2) : Math.Log(1 + t)));
            var wrong = y[i] * z[i] < 0 ? 1 / (1 + t) : t / (1 + t);
            AssertRelative(-weight * y[i] * wrong, derivatives[i], 2e-15);
        }

        // The reference's log(1 + t) loses up to 1e-11 of itself just above 1e-5, where the term is 1e-5 itself.
        Width.AssertClose(expected, loss, 1 + expected, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Width.All), MemberType = typeof(Width))]
    public void Logistic_loss_keeps_its_digits_far_out(int width)
    {
        double[] z = [40, -40, 800, -800];

        var loss = Width.TwoClassLogLoss(width, z, [1, 1, 1, 1], []);

        Assert.Equal(840, loss, 840 * 1e-15);
        AssertRelative(-Math.Exp(-40), z[0], 1e-15);
        Assert.Equal([-1, 0, -1], z[1..]);
        double[] right = [40];
        AssertRelative(Math.Exp(-40), Width.TwoClassLogLoss(width, right, [1], []), 1e-15);
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Softmax_is_that_of_the_formula(int width, int count)
    {
        const int K = 5;
        var z = Width.Gaussians(K * count, 1).Select(value => 20 * value).ToArray();
        var (p, logSums) = (z.ToArray(), new double[count]);

        Width.Softmax(width, p, count, logSums);

        for (var i = 0; i < count; i++)
        {
            var logSum = LogSumExp.Of(Enumerable.Range(0, K).Select(j => z[(j * count) + i]).ToArray());
            Width.AssertClose(logSum, logSums[i], 1 + Math.Abs(logSum), 1e-15);
            for (var j = 0; j < K; j++)
            {
                AssertRelative(Math.Exp(z[(j * count) + i] - logSum), p[(j * count) + i], 1e-15 * 200);
            }
        }
    }

    [Fact]
    public void Log_sum_exp_of_extremes()
    {
        Assert.Equal(double.NegativeInfinity, LogSumExp.Of([]));
        Assert.Equal(double.NegativeInfinity, LogSumExp.Of([double.NegativeInfinity]));
        Assert.Equal(double.PositiveInfinity, LogSumExp.Of([1, double.PositiveInfinity]));
        Assert.Equal(double.NaN, LogSumExp.Of([1, double.NaN, double.PositiveInfinity]));
        Assert.Equal(1000 + Math.Log(2), LogSumExp.Of([1000, 1000]), 1e-12);
    }

    static void AssertRelative(double expected, double actual, double relative) => Width.AssertClose(expected, actual, Math.Abs(expected), relative);

    static double Exp(int width, double x) => width switch
    {
        1 => SimdScalar.Exp(x),
        2 => Simd128.Exp(Vector128.Create(x))[1],
        4 => Simd256.Exp(Vector256.Create(x))[3],
        _ => Simd512.Exp(Vector512.Create(x))[7],
    };

    static double Log(int width, double x) => width switch
    {
        1 => SimdScalar.Log(x),
        2 => Simd128.Log(Vector128.Create(x))[1],
        4 => Simd256.Log(Vector256.Create(x))[3],
        _ => Simd512.Log(Vector512.Create(x))[7],
    };
}
