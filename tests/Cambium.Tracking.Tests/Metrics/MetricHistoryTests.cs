using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Tracking.Tests;

public sealed class MetricHistoryTests
{
    [Fact]
    public void Sorting_leaves_each_point_once() =>
        Check(RandomPoints.Many, points =>
        {
            var sorted = points.Concat(points.Take(3)).ToList();
            MetricHistory.SortDistinct(sorted);

            Assert.Equal(RandomPoints.Naive(points), sorted);
        });

    [Fact]
    public void History_is_the_same_whenever_it_is_compacted() =>
        Check(
            from batches in RandomPoints.Keyed.NonEmptyListOf()
            from compacted in ArbMap.Default.GeneratorFor<bool>().ArrayOf(batches.Count)
            select (batches, compacted),
            input =>
            {
                var (chunks, pending) = (new SortedDictionary<long, byte[]>(), new List<byte[]>());
                foreach (var (batch, compacts) in input.batches.Zip(input.compacted))
                {
                    pending.Add(MetricBlob.EncodeBatch(batch));
                    if (compacts)
                    {
                        CompactFirstKey(chunks, pending);
                    }

                    Assert.All(chunks.Values, chunk => Assert.InRange(MetricBlob.CountOfChunk(chunk), 1, MetricBlob.MostPointsOfChunk));
                }

                var all = input.batches.SelectMany(batch => batch).Where(point => point.Key == 1).Select(point => point.Point);
                Assert.Equal(RandomPoints.Naive(all), MetricHistory.Merge(1, [.. chunks.Values], pending));
            });

    [Fact]
    public void Chunks_of_points_that_come_in_order_do_not_overlap_and_full_ones_stay()
    {
        var points = Enumerable.Range(0, 10_000).Select(i => new HistoryPoint(i, i, i)).ToList();

        var first = MetricHistory.Compact(points[..5000], null);
        var second = MetricHistory.Compact(points[5000..8192], first[^1]);
        var third = MetricHistory.Compact(points[8192..], second[^1]);

        Assert.Equal([(0L, 4096), (1, 904)], Numbers(first));
        Assert.Equal([(1L, 4096)], Numbers(second));
        Assert.Equal([(2L, 1808)], Numbers(third));
        Assert.Equal(points, MetricHistory.Merge(1, [first[0].Points, second[0].Points, third[0].Points], []));
    }

    [Fact]
    public void Points_that_come_late_join_a_full_last_chunk_that_they_overlap()
    {
        var points = Enumerable.Range(0, 8192).Select(i => new HistoryPoint(i, i, i)).ToList();
        var early = points.Where(point => point.Step % 2 == 0).ToList();

        var first = MetricHistory.Compact(early, null);
        var second = MetricHistory.Compact(points.Except(early).ToList(), first[^1]);

        Assert.Equal([(0L, 4096)], Numbers(first));
        Assert.Equal([(0L, 4096), (1, 4096)], Numbers(second));
        Assert.Equal(points, MetricHistory.Merge(1, [.. second.Select(chunk => chunk.Points)], []));
    }

    [Fact]
    public void Nan_and_zero_are_two_points_and_nan_and_nan_are_one() => Assert.Equal(
        [new(1, 1, -1), new(1, 1, 0), new(1, 1, double.NaN), new(1, 1, 1)],
        MetricHistory.Merge(
            1,
            [],
            [Batch(double.NaN, 0, 1), Batch(-0.0, double.NaN, -1, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_1234))]));

    [Theory]
    [InlineData(1, 5, 9.0, 0, 9, 1.0, true)]
    [InlineData(1, 5, 2.0, 1, 5, 1.0, true)]
    [InlineData(1, 5, 1.0, 1, 5, 1.0, false)]
    [InlineData(1, 4, 9.0, 1, 5, 1.0, false)]
    [InlineData(1, 5, double.NaN, 1, 5, 0.0, false)]
    [InlineData(1, 5, double.NaN, 1, 5, -1.0, true)]
    public void Latest_is_the_greatest_by_step_time_and_value(long step, long time, double value, long otherStep, long otherTime, double otherValue, bool isLater) =>
        Assert.Equal(isLater, new HistoryPoint(time, step, value).IsLaterThan(new HistoryPoint(otherTime, otherStep, otherValue)));

    static byte[] Batch(params double[] values) => MetricBlob.EncodeBatch([.. values.Select(value => new KeyedPoint(1, new HistoryPoint(1, 1, value)))]);

    static IEnumerable<(long, int)> Numbers(List<MetricChunk> chunks) => chunks.Select(chunk => (chunk.Number, MetricBlob.CountOfChunk(chunk.Points)));

    static void CompactFirstKey(SortedDictionary<long, byte[]> chunks, List<byte[]> pending)
    {
        var points = new List<HistoryPoint>();
        pending.ForEach(batch => MetricBlob.DecodeBatch(batch, 1, points));
        pending.Clear();
        if (points.Count > 0)
        {
            MetricHistory.Compact(points, chunks.Count == 0 ? null : new MetricChunk(chunks.Keys.Max(), chunks[chunks.Keys.Max()])).ForEach(chunk => chunks[chunk.Number] = chunk.Points);
        }
    }

    static void Check<T>(Gen<T> inputs, Action<T> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261122, 5), Prop.ForAll(inputs.ToArbitrary(), property));
}
