namespace Cambium.Numerics.Tests;

public sealed class ColumnMomentsTests
{
    [Fact]
    public void Moments_by_hand()
    {
        var plain = ColumnMoments.Of([1, 2, 3, 6], [], 4);
        var weighted = ColumnMoments.Of([1, 5], [3, 1], 4);

        Assert.Equal(new ColumnMoments(3, Math.Sqrt(3.5)), plain);
        Assert.Equal(new ColumnMoments(2, Math.Sqrt(3)), weighted);
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Sums_and_ends_are_those_of_a_plain_loop(int width, int length)
    {
        var x = Width.Gaussians(length + 1, 1);
        var weights = length % 2 == 0 ? [] : Width.Gaussians(length + 1, 2).Select(Math.Abs).ToArray();
        double Weight(int i) => weights.Length == 0 ? 1 : weights[i];

        var (sum, min, max) = Width.MomentsSum(width, x, weights);
        var squares = Width.MomentsSquares(width, x, weights, 0.5);

        Width.AssertClose(x.Select((value, i) => Weight(i) * value).Sum(), sum, length + 1);
        Assert.Equal((x.Min(), x.Max()), (min, max));
        Width.AssertClose(x.Select((value, i) => Weight(i) * (value - 0.5) * (value - 0.5)).Sum(), squares, 10 * (length + 1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_told_in_every_place(double bad)
    {
        for (var place = 0; place < 20; place++)
        {
            var x = new double[20];
            x[place] = bad;

            Assert.Equal(new ColumnMoments(double.NaN, double.NaN), ColumnMoments.Of(x, [], 20));
            Assert.All((int[])[1, 2, 4, 8], width => Assert.False(Width.AllFinite(width, x)));
            Assert.False(AllFinite.Of(x));
        }
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void The_largest_numbers_are_finite(int width, int length)
    {
        var x = Enumerable.Repeat(double.MaxValue, length).ToArray();

        Assert.True(Width.AllFinite(width, x));
        Assert.True(AllFinite.Of(x));
    }

    [Fact]
    public void A_constant_has_no_spread_at_all() =>
        Assert.Equal(new ColumnMoments(0.1, 0), ColumnMoments.Of(Enumerable.Repeat(0.1, 1000).ToArray(), [], 1000));

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    [InlineData(5e307)]
    public void Squares_that_would_overflow_or_vanish_do_not(double unit)
    {
        var moments = ColumnMoments.Of([-unit, unit, unit, unit], [], 4);

        Assert.Equal(0.5, moments.Mean / unit, 1e-15);
        Assert.Equal(Math.Sqrt(0.75), moments.Deviation / unit, 1e-15);
    }
}
