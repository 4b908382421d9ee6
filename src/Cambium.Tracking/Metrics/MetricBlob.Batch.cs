using System.Buffers;
using System.Buffers.Binary;

namespace Cambium.Tracking;

static partial class MetricBlob
{
    /// <summary>Key, time and step of a byte each, and the value.</summary>
    const int LeastBytesOfBatchPoint = 11;
    const int MostBytesOfBatchPoint = (3 * LongestVarint) + sizeof(double);

    /// <summary>Points as they came.</summary>
    /// <param name="points">At least one.</param>
    internal static byte[] EncodeBatch(ReadOnlySpan<KeyedPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Length);
        var longest = 1 + LongestVarint + (points.Length * MostBytesOfBatchPoint);
        var rented = longest > 256 ? ArrayPool<byte>.Shared.Rent(longest) : null;
        var bytes = rented != null ? rented : stackalloc byte[256];
        bytes[0] = BatchFormat;
        var at = WriteVarint(bytes, 1, (ulong)points.Length);
        var (key, time, step) = (0, 0L, 0L);
        foreach (ref readonly var next in points)
        {
            at = WriteVarint(bytes, at, ZigZag((long)next.Key - key));
            at = WriteVarint(bytes, at, ZigZag(unchecked(next.Point.Time - time)));
            at = WriteVarint(bytes, at, ZigZag(unchecked(next.Point.Step - step)));
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[at..], Plain(next.Point.Value));
            at += sizeof(double);
            (key, time, step) = (next.Key, next.Point.Time, next.Point.Step);
        }

        var blob = bytes[..at].ToArray();
        if (rented != null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return blob;
    }

    /// <summary>All points of a batch, in their order, behind what <paramref name="points"/> holds.</summary>
    /// <exception cref="TrackingException">The bytes are damaged.</exception>
    internal static void DecodeBatch(ReadOnlySpan<byte> blob, List<KeyedPoint> points)
    {
        var batch = new BatchReader(blob);
        points.EnsureCapacity(points.Count + batch.Left);
        while (batch.Read(out var point))
        {
            points.Add(point);
        }
    }

    /// <summary>The points of one metric in a batch, in their order, behind what <paramref name="points"/> holds.</summary>
    /// <exception cref="TrackingException">The bytes are damaged.</exception>
    internal static void DecodeBatch(ReadOnlySpan<byte> blob, int key, List<HistoryPoint> points)
    {
        var batch = new BatchReader(blob);
        while (batch.Read(out var point))
        {
            if (point.Key == key)
            {
                points.Add(point.Point);
            }
        }
    }

    ref struct BatchReader
    {
        readonly ReadOnlySpan<byte> _blob;
        int _at;
        long _key;
        long _time;
        long _step;

        internal BatchReader(ReadOnlySpan<byte> blob)
        {
            _blob = blob;
            Left = ReadHead(blob, BatchFormat, LeastBytesOfBatchPoint, ref _at);
        }

        internal int Left { get; private set; }

        internal bool Read(out KeyedPoint point)
        {
            if (Left == 0)
            {
                ReadEnd(_blob, _at);
                point = default;
                return false;
            }

            Left--;
            _key = unchecked(_key + UnZigZag(ReadVarint(_blob, ref _at)));
            _time = unchecked(_time + UnZigZag(ReadVarint(_blob, ref _at)));
            _step = unchecked(_step + UnZigZag(ReadVarint(_blob, ref _at)));
            if (_key is < 0 or > int.MaxValue)
            {
                MetricBlob_IsDamaged($"it names a metric {_key}");
            }

            if (_blob.Length - _at < sizeof(double))
            {
                MetricBlob_IsDamaged("it ends within a value");
            }

            var value = BinaryPrimitives.ReadDoubleLittleEndian(_blob[_at..]);
            _at += sizeof(double);
            point = new KeyedPoint((int)_key, new HistoryPoint(_time, _step, value));
            return true;
        }
    }
}
