using System.Diagnostics.CodeAnalysis;

namespace Cambium.Tracking;

/// <summary>
/// Points of one run as bytes. The first byte is the format. A batch holds points of any metrics in the order they came in, and costs next to nothing to
/// write. A chunk holds points of one metric, ascending and each once, in a few bytes each. Whole numbers are differences to the one before as
/// zigzag varints; -0 becomes 0, and every NaN the same one. Damaged bytes are a <see cref="TrackingException"/> of
/// <see cref="TrackingErrorCode.DataLoss"/>; what is allocated for them is at most some dozens of times their length.
/// </summary>
static partial class MetricBlob
{
    const byte BatchFormat = 1;
    const byte ChunkFormat = 2;

    /// <summary>The longest varint of 64 bits.</summary>
    const int LongestVarint = 10;

    static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    static double Plain(double value) => double.IsNaN(value) ? double.NaN : value + 0.0; // -0 + 0 is 0

    static int WriteVarint(Span<byte> bytes, int at, ulong value)
    {
        while (value >= 0x80)
        {
            bytes[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[at++] = (byte)value;
        return at;
    }

    static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if ((uint)at >= (uint)bytes.Length)
            {
                MetricBlob_IsDamaged("it ends within a number");
            }

            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        MetricBlob_IsDamaged("a number in it has more than 64 bits");
        return 0;
    }

    /// <summary>Reads format and count. Each point takes at least so many bytes, which bounds what a damaged count can ask for.</summary>
    static int ReadHead(ReadOnlySpan<byte> blob, byte format, int leastBytesPerPoint, ref int at)
    {
        if (blob.IsEmpty)
        {
            MetricBlob_IsDamaged("it is empty");
        }

        if (blob[at++] != format)
        {
            MetricBlob_IsDamaged($"its format is {blob[0]}, but {format} was expected");
        }

        var count = ReadVarint(blob, ref at);
        if (count == 0 || count > (ulong)(blob.Length - at) / (ulong)leastBytesPerPoint)
        {
            MetricBlob_IsDamaged($"it claims {count} points in {blob.Length} bytes");
        }

        return (int)count;
    }

    static void ReadEnd(ReadOnlySpan<byte> blob, int at)
    {
        if (at != blob.Length)
        {
            MetricBlob_IsDamaged($"{blob.Length - at} bytes follow its last point");
        }
    }

    [DoesNotReturn]
    static void MetricBlob_IsDamaged(string how) => throw new TrackingException(
        TrackingErrorCode.DataLoss,
        $"A block of metric points is damaged: {how}. Restore the store from a backup.");
}
