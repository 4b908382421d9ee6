using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Tracking.Tests;

public sealed class MetricBlobTests
{
    [Fact]
    public void Batch_is_read_as_it_was_written_with_minus_zero_as_zero() =>
        Check(RandomPoints.Keyed, points =>
        {
            var decoded = new List<KeyedPoint>();
            MetricBlob.DecodeBatch(MetricBlob.EncodeBatch(points), decoded);

            Assert.Equal(points, decoded);
            Assert.DoesNotContain(decoded, point => point.Point.Value == 0 && double.IsNegative(point.Point.Value));
        });

    [Fact]
    public void Batch_is_read_by_key() =>
        Check(RandomPoints.Keyed, points =>
        {
            var key = points[0].Key;
            var decoded = new List<HistoryPoint>();
            MetricBlob.DecodeBatch(MetricBlob.EncodeBatch(points), key, decoded);

            Assert.Equal(points.Where(point => point.Key == key).Select(point => point.Point), decoded);
        });

    [Fact]
    public void Chunk_is_read_as_it_was_written() =>
        Check(RandomPoints.Ascending, points =>
        {
            var blob = MetricBlob.EncodeChunk(points);
            var decoded = new List<HistoryPoint> { new(1, 2, 3) };
            MetricBlob.DecodeChunk(blob, decoded);

            Assert.Equal(points.Prepend(new(1, 2, 3)), decoded);
            Assert.Equal(points.Length, MetricBlob.CountOfChunk(blob));
        });

    [Fact]
    public void Damaged_bytes_are_refused_or_read_and_never_anything_else() =>
        Check(RandomPoints.Damage, damage =>
        {
            var blob = damage.IsChunk ? MetricBlob.EncodeChunk(damage.Points) : MetricBlob.EncodeBatch([.. damage.Points.Select((point, i) => new KeyedPoint(i, point))]);
            var bytes = blob.Select((b, i) => damage.Flips.TryGetValue(i % (damage.Flips.Count * 7), out var flip) ? (byte)(b ^ flip) : b).Take(blob.Length - damage.Cut).ToArray();
            Try(bytes);
            Try(damage.Noise);
        });

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("07", "its format is 7, but 2 was expected")]
    [InlineData("02", "it ends within a number")]
    [InlineData("0200", "it claims 0 points in 2 bytes")]
    [InlineData("02FFFFFFFF0F00", "it claims 4294967295 points in 7 bytes")]
    [InlineData("02FFFFFFFFFFFFFFFFFFFFFFFF", "a number in it has more than 64 bits")]
    [InlineData("0201050000000000", "a column in it is written in an unknown way (5)")]
    [InlineData("02020102050000000000", "a column in it is longer than its count")]
    [InlineData("02010002000407", "its values are written in an unknown way (7)")]
    [InlineData("020100020004", "it ends too early")]
    [InlineData("0201000200040000", "it ends within its values")]
    [InlineData("02010002000202FF", "it holds a value that is none")]
    [InlineData("0201000200020000000000FF", "1 bytes follow its last point")]
    [InlineData("0202000200000200020000", "its points do not ascend")]
    public void Damaged_chunk_is_told(string hex, string how)
    {
        var error = Assert.Throws<TrackingException>(() => MetricBlob.DecodeChunk(Convert.FromHexString(hex), []));

        Assert.Equal($"A block of metric points is damaged: {how}. Restore the store from a backup.", error.Message);
        Assert.Equal(TrackingErrorCode.DataLoss, error.Code);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("0201", "its format is 2, but 1 was expected")]
    [InlineData("01FF010000000000000000000000", "it claims 255 points in 14 bytes")]
    [InlineData("010101000000000000000000000000", "it names a metric -1")]
    [InlineData("01010200000000000000000000FF", "1 bytes follow its last point")]
    [InlineData("01010280010000000000000000", "it ends within a value")]
    public void Damaged_batch_is_told(string hex, string how)
    {
        var error = Assert.Throws<TrackingException>(() => MetricBlob.DecodeBatch(Convert.FromHexString(hex), []));

        Assert.Equal($"A block of metric points is damaged: {how}. Restore the store from a backup.", error.Message);
        Assert.Equal(TrackingErrorCode.DataLoss, error.Code);
    }

    [Fact]
    public void Chunk_of_a_loss_logged_each_second_takes_ten_bytes_a_point_and_of_floats_seven()
    {
        var random = new Random(4);
        var points = Enumerable.Range(0, MetricBlob.MostPointsOfChunk).Select(i => new HistoryPoint(1_700_000_000_000 + (1000L * i) + random.Next(300), i, random.NextDouble())).ToArray();

        var doubles = MetricBlob.EncodeChunk(points).Length;
        var floats = MetricBlob.EncodeChunk([.. points.Select(point => point with { Value = (float)point.Value })]).Length;
        var whole = MetricBlob.EncodeChunk([.. points.Select(point => point with { Value = point.Step / 64 })]).Length;

        Assert.InRange((double)doubles / points.Length, 0, 10.1);
        Assert.InRange((double)floats / points.Length, 0, 6.1);
        Assert.InRange((double)whole / points.Length, 0, 3.2);
    }

    static void Try(byte[] bytes)
    {
        foreach (var decode in (Action[])[() => MetricBlob.DecodeChunk(bytes, []), () => MetricBlob.DecodeBatch(bytes, []), () => MetricBlob.DecodeBatch(bytes, 1, [])])
        {
            try
            {
                decode();
            }
            catch (TrackingException e)
            {
                Assert.Equal(TrackingErrorCode.DataLoss, e.Code);
            }
        }
    }

    static void Check<T>(Gen<T> inputs, Action<T> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261122, 5), Prop.ForAll(inputs.ToArbitrary(), property));
}
