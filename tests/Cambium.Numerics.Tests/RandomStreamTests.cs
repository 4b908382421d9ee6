namespace Cambium.Numerics.Tests;

public sealed class RandomStreamTests
{
    // tests/oracles/random_stream.py
    [Theory]
    [InlineData(0, 0x99EC5F36CB75F2B4UL, 0xBF6E1F784956452AUL, 0x1A5F849D4933E6E0UL, 0x6AA594F1262D2D2CUL)]
    [InlineData(42, 0x15780B2E0C2EC716UL, 0x6104D9866D113A7EUL, 0xAE17533239E499A1UL, 0xECB8AD4703B360A1UL)]
    [InlineData(-1, 0x8F5520D52A7EAD08UL, 0xC476A018CAA1802DUL, 0x81DE31C0D260469EUL, 0xBF658D7E065F3C2FUL)]
    public void A_seed_gives_the_numbers_of_the_published_generator(long seed, params ulong[] expected)
    {
        var stream = new RandomStream(seed);

        Assert.Equal(expected, expected.Select(_ => stream.NextBits()));
    }

    [Fact]
    public void A_fork_depends_on_seed_and_key_only()
    {
        var drawn = new RandomStream(42);
        drawn.NextBits();

        var forked = drawn.Fork(7);

        Assert.Equal(0xA6338873E3683A8BUL, forked.NextBits());
        Assert.Equal(0x227557D94711FF7BUL, forked.NextBits());
        Assert.Equal(0xA6338873E3683A8BUL, new RandomStream(42).Fork(7).NextBits());
    }

    [Fact]
    public void Forks_by_many_keys_all_differ()
    {
        var stream = new RandomStream(1);

        Assert.Equal(100_000, Enumerable.Range(-50_000, 100_000).Select(key => stream.Fork(key).NextBits()).Distinct().Count());
    }

    [Fact]
    public void Doubles_lie_from_0_to_below_1_and_are_spread_evenly()
    {
        var stream = new RandomStream(3);
        var values = Enumerable.Range(0, 100_000).Select(_ => stream.NextDouble()).ToArray();

        Assert.All(values, value => Assert.InRange(value, 0, Math.BitDecrement(1)));
        Assert.All(values, value => Assert.Equal(0, Math.IEEERemainder(value, Math.ScaleB(1, -53))));

        // Standard deviation of a tenth's count: 95; six of them.
        Assert.All(values.CountBy(value => (int)(10 * value)), tenth => Assert.InRange(tenth.Value, 9430, 10_570));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void Whole_numbers_stay_below_their_bound(int bound)
    {
        var stream = new RandomStream(4);

        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.InRange(stream.NextInt(bound), 0, bound - 1));
    }

    [Fact]
    public void Whole_numbers_are_spread_evenly_where_the_bound_does_not_divide_the_range()
    {
        // At three quarters of the range, taking the high bits without rejection would make a third of the numbers twice as frequent.
        const int Bound = 3 << 29;
        var stream = new RandomStream(5);

        var thirds = Enumerable.Range(0, 90_000).Select(_ => stream.NextInt(Bound) % 3).CountBy(remainder => remainder);

        // Standard deviation of a third's count: 141; six of them.
        Assert.All(thirds, third => Assert.InRange(third.Value, 29_150, 30_850));
    }

    [Fact]
    public void Gaussians_have_the_moments_and_tails_of_the_normal_distribution()
    {
        var stream = new RandomStream(6);
        var values = Enumerable.Range(0, 200_000).Select(_ => stream.NextGaussian()).ToArray();

        // Standard errors: 1/sqrt(n) = 0.0022, sqrt(2/n) = 0.0032, sqrt(96/n) = 0.022; five of each.
        Assert.InRange(values.Average(), -0.011, 0.011);
        Assert.InRange(values.Average(value => value * value), 0.984, 1.016);
        Assert.InRange(values.Average(value => value * value * value * value), 2.89, 3.11);

        // 4.55 % lie beyond two standard deviations.
        Assert.InRange(values.Count(value => Math.Abs(value) > 2) / 200_000.0, 0.0432, 0.0478);
    }

    [Fact]
    public void A_shuffle_keeps_the_values_and_gives_every_order_alike()
    {
        var stream = new RandomStream(7);
        var orders = Enumerable.Range(0, 24_000).Select(_ =>
        {
            int[] values = [0, 1, 2, 3];
            stream.Shuffle<int>(values);
            return string.Concat(values);
        }).CountBy(order => order).ToArray();

        Assert.Equal(24, orders.Length);

        // 1,000 expected, standard deviation 31; six of them.
        Assert.All(orders, order => Assert.InRange(order.Value, 815, 1185));
    }
}
