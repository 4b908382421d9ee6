using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class FrequentValuesTests
{
    [Fact]
    public void Few_values_are_counted_exactly()
    {
        var sketch = Of(["b", "a", "b"], 2);

        Assert.True(sketch.IsExact);
        Assert.Equal([KeyValuePair.Create("a", 1L), KeyValuePair.Create("b", 2L)], sketch.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Counts_are_never_too_high_and_too_low_by_no_more_than_the_slack()
    {
        var random = new RandomStream(6);
        for (var run = 0; run < 50; run++)
        {
            // A few values come often, many seldom.
            var values = Enumerable.Range(0, 4000).Select(_ => $"{(int)Math.Exp(random.NextDouble() * 7)}").ToArray();
            var whole = Of(values, 20);
            var merged = new FrequentValues<string>(20);
            foreach (var part in values.Chunk(1 + random.NextInt(999)))
            {
                merged.Merge(Of(part, 20));
            }

            var truth = values.CountBy(value => value).ToDictionary();
            foreach (var sketch in (FrequentValues<string>[])[whole, merged])
            {
                Assert.InRange(sketch.Slack, 0, values.Length / 20);
                Assert.InRange(sketch.Counts.Count, 1, 2 * 20);
                Assert.All(truth, pair => Assert.InRange(sketch.Counts.GetValueOrDefault(pair.Key), pair.Value - sketch.Slack, pair.Value));
            }
        }
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Equal("capacity", Assert.Throws<ArgumentOutOfRangeException>(() => new FrequentValues<int>(0)).ParamName);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => new FrequentValues<int>().Add(1, 0)).ParamName);
        Assert.Equal(
            "A sketch of capacity 3 cannot be merged into one of capacity 2. (Parameter 'other')",
            Assert.Throws<ArgumentException>(() => new FrequentValues<int>(2).Merge(new FrequentValues<int>(3))).Message);
    }

    static FrequentValues<string> Of(IEnumerable<string> values, int capacity)
    {
        var sketch = new FrequentValues<string>(capacity);
        foreach (var value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }
}
