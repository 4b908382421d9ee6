using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class DistinctSketchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    public void Few_values_are_counted_exactly_however_often_they_come(int distinct)
    {
        var sketch = Of(Enumerable.Range(0, 3).SelectMany(_ => Enumerable.Range(0, distinct)));

        Assert.Equal((distinct, true), (sketch.Count, sketch.IsExact));
    }

    [Theory]
    [InlineData(4097)]
    [InlineData(20_000)]
    [InlineData(300_000)]
    [InlineData(2_000_000)]
    public void Many_are_estimated_within_four_standard_errors(int distinct)
    {
        var sketch = Of(Enumerable.Range(0, distinct));

        Assert.False(sketch.IsExact);
        Assert.InRange(sketch.Count, distinct * (1 - (4 * 0.0081)), distinct * (1 + (4 * 0.0081)));
    }

    [Fact]
    public void Parts_merge_to_the_whole_in_any_order()
    {
        var random = new RandomStream(5);
        foreach (var size in (int[])[100, 3000, 50_000])
        {
            var parts = Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, size).Select(_ => random.NextInt(4 * size)).ToArray()).ToArray();
            var whole = Of(parts.SelectMany(part => part)).Count;

            foreach (var order in (int[][])[[0, 1, 2, 3, 4], [3, 0, 4, 2, 1]])
            {
                var merged = new DistinctSketch();
                foreach (var part in order)
                {
                    merged.Merge(Of(parts[part]));
                }

                merged.Merge(merged);
                Assert.Equal(whole, merged.Count);
            }
        }
    }

    static DistinctSketch Of(IEnumerable<int> values)
    {
        var sketch = new DistinctSketch();
        foreach (var value in values)
        {
            sketch.Add(ValueHash.Of((ulong)value));
        }

        return sketch;
    }
}
