using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class QuantileSketchTests
{
    [Fact]
    public void Up_to_its_accuracy_every_quantile_is_exact()
    {
        var random = new RandomStream(1);
        for (var run = 0; run < 100; run++)
        {
            var values = Values(random, 1 + random.NextInt(64));
            var sketch = Of(values, 64);

            Array.Sort(values);
            Assert.True(sketch.IsExact);
            foreach (var share in (double[])[0, 0.01, 0.25, 0.5, 0.9, 1])
            {
                var place = share * (values.Length - 1);
                var (low, high) = (values[(int)place], values[Math.Min((int)place + 1, values.Length - 1)]);
                Assert.Equal(low + ((place - (int)place) * (high - low)), sketch.Quantile(share), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("random")]
    [InlineData("rising")]
    [InlineData("falling")]
    [InlineData("both ends")]
    [InlineData("few")]
    public void Ranks_of_many_values_are_within_the_stated_error(string order)
    {
        const int n = 300_000;
        var values = new double[n];
        var random = new RandomStream(2);
        for (var i = 0; i < n; i++)
        {
            values[i] = order switch
            {
                "random" => random.NextGaussian(),
                "rising" => i,
                "falling" => n - i,
                "both ends" => i % 2 == 0 ? i : -i,
                _ => random.NextInt(7),
            };
        }

        foreach (var sketch in new[] { Of(values, 2048), InParts(values, 1000, 2048) })
        {
            Assert.Equal(n, sketch.Count);
            Assert.Equal((values.Min(), values.Max()), (sketch.Minimum, sketch.Maximum));
            var sorted = values.Order().ToArray();
            for (var percent = 0; percent <= 100; percent++)
            {
                var answer = sketch.Quantile(percent / 100.0);
                var below = sorted.Count(value => value < answer) / (double)n;
                var upTo = sorted.Count(value => value <= answer) / (double)n;
                Assert.True(below - (3.0 / 2048) <= percent / 100.0 && percent / 100.0 <= upTo + (3.0 / 2048), $"{order} at {percent} %: {answer} is above {below} and {upTo}");
            }
        }
    }

    [Fact]
    public void No_value_is_lost_and_memory_stays_small()
    {
        var random = new RandomStream(3);
        var sketch = new QuantileSketch(256);
        for (var part = 1; part <= 200; part++)
        {
            sketch.Merge(Of(Values(random, random.NextInt(3000)), 256));
            var held = sketch.Freeze();
            Assert.Equal(sketch.Count, held.Count);
            Assert.InRange(held.Held, 0, (3 * 256) + (64 * 20));
        }
    }

    [Fact]
    public void Of_nothing_there_is_no_quantile()
    {
        var sketch = Of([double.NaN], 8);

        Assert.Equal(0, sketch.Count);
        Assert.True(double.IsNaN(sketch.Quantile(0.5)) && double.IsNaN(sketch.Minimum) && double.IsNaN(sketch.Maximum));
    }

    [Fact]
    public void A_sketch_may_be_merged_with_itself()
    {
        var sketch = Of([1, 2, 3], 8);

        sketch.Merge(sketch);

        Assert.Equal((6, 2), (sketch.Count, sketch.Quantile(0.5)));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Equal("accuracy", Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileSketch(7)).ParamName);
        Assert.Equal(
            "A sketch of accuracy 16 cannot be merged into one of accuracy 8. (Parameter 'other')",
            Assert.Throws<ArgumentException>(() => new QuantileSketch(8).Merge(new QuantileSketch(16))).Message);
        Assert.StartsWith("A share lies from 0 to 1.", Assert.Throws<ArgumentOutOfRangeException>(() => Of([1], 8).Quantile(double.NaN)).Message, StringComparison.Ordinal);
    }

    static QuantileSketch Of(double[] values, int accuracy)
    {
        var sketch = new QuantileSketch(accuracy);
        sketch.Add(values);
        return sketch;
    }

    static QuantileSketch InParts(double[] values, int size, int accuracy)
    {
        var all = new QuantileSketch(accuracy);
        foreach (var part in values.Chunk(size))
        {
            all.Merge(Of(part, accuracy));
        }

        return all;
    }

    static double[] Values(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextGaussian(), 1))];
}
