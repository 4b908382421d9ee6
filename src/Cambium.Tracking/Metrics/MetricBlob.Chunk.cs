using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Cambium.Tracking;

static partial class MetricBlob
{
    /// <summary>Decodes in some 20 microseconds, and spreads the cost of a row of the database over many points.</summary>
    internal const int MostPointsOfChunk = 4096;

    /// <summary>A column of differences, each written out.</summary>
    const byte EachDifference = 0;

    /// <summary>A column of pairs: a difference, and how many more of it follow. Steps that go up by one are one pair.</summary>
    const byte RunsOfDifferences = 1;

    const byte Floats = 0;
    const byte Doubles = 1;

    /// <summary>Each value's bits XOR those before, without zero bytes at either end, behind a byte that tells how many those are.</summary>
    const byte XorOfDoubles = 2;

    /// <summary>Points of one metric.</summary>
    /// <param name="points">At least one; ascending, each once.</param>
    internal static byte[] EncodeChunk(ReadOnlySpan<HistoryPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfZero(points.Length);
        var longest = 1 + LongestVarint + (points.Length * ((4 * LongestVarint) + 1 + sizeof(double))) + 3;
        var rented = ArrayPool<byte>.Shared.Rent(longest);
        var differences = ArrayPool<ulong>.Shared.Rent(points.Length);
        Span<byte> bytes = rented;
        bytes[0] = ChunkFormat;
        var at = WriteVarint(bytes, 1, (ulong)points.Length);
        at = WriteColumn(bytes, at, Differences(points, differences, static point => point.Time));
        at = WriteColumn(bytes, at, Differences(points, differences, static point => point.Step));
        at = WriteValues(bytes, at, points);
        var blob = bytes[..at].ToArray();
        ArrayPool<ulong>.Shared.Return(differences);
        ArrayPool<byte>.Shared.Return(rented);
        return blob;
    }

    /// <summary>How many points a chunk claims to hold, without decoding them.</summary>
    /// <exception cref="TrackingException">The bytes are damaged.</exception>
    internal static int CountOfChunk(ReadOnlySpan<byte> blob)
    {
        var at = 0;
        return ReadHead(blob, ChunkFormat, 1, ref at);
    }

    /// <summary>The points of a chunk, ascending, behind what <paramref name="points"/> holds.</summary>
    /// <exception cref="TrackingException">The bytes are damaged.</exception>
    internal static void DecodeChunk(ReadOnlySpan<byte> blob, List<HistoryPoint> points)
    {
        var at = 0;
        var count = ReadHead(blob, ChunkFormat, 1, ref at);
        var rented = ArrayPool<long>.Shared.Rent(2 * count);
        try
        {
            var times = rented.AsSpan(0, count);
            var steps = rented.AsSpan(count, count);
            ReadColumn(blob, ref at, times);
            ReadColumn(blob, ref at, steps);
            var before = points.Count;
            CollectionsMarshal.SetCount(points, before + count);
            var decoded = CollectionsMarshal.AsSpan(points)[before..];
            ReadValues(blob, ref at, times, steps, decoded);
            ReadEnd(blob, at);
            RequireAscending(decoded);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    static ReadOnlySpan<ulong> Differences(ReadOnlySpan<HistoryPoint> points, ulong[] differences, Func<HistoryPoint, long> field)
    {
        var before = 0L;
        for (var i = 0; i < points.Length; i++)
        {
            var value = field(points[i]);
            differences[i] = ZigZag(unchecked(value - before));
            before = value;
        }

        return differences.AsSpan(0, points.Length);
    }

    /// <summary>Writes a column in the shorter of the two ways.</summary>
    static int WriteColumn(Span<byte> bytes, int at, ReadOnlySpan<ulong> differences)
    {
        var start = at;
        bytes[at++] = RunsOfDifferences;
        for (var i = 0; i < differences.Length;)
        {
            var end = i + 1;
            while (end < differences.Length && differences[end] == differences[i])
            {
                end++;
            }

            at = WriteVarint(bytes, at, differences[i]);
            at = WriteVarint(bytes, at, (ulong)(end - i - 1));
            i = end;
        }

        var each = 1;
        foreach (var difference in differences)
        {
            each += VarintLength(difference);
        }

        if (each >= at - start)
        {
            return at;
        }

        at = start;
        bytes[at++] = EachDifference;
        foreach (var difference in differences)
        {
            at = WriteVarint(bytes, at, difference);
        }

        return at;
    }

    static void ReadColumn(ReadOnlySpan<byte> blob, ref int at, Span<long> values)
    {
        var value = 0L;
        switch (ReadByte(blob, ref at))
        {
            case EachDifference:
                foreach (ref var next in values)
                {
                    next = value = unchecked(value + UnZigZag(ReadVarint(blob, ref at)));
                }

                break;
            case RunsOfDifferences:
                while (!values.IsEmpty)
                {
                    var difference = UnZigZag(ReadVarint(blob, ref at));
                    var more = ReadVarint(blob, ref at);
                    if (more >= (ulong)values.Length)
                    {
                        MetricBlob_IsDamaged("a column in it is longer than its count");
                    }

                    foreach (ref var next in values[..((int)more + 1)])
                    {
                        next = value = unchecked(value + difference);
                    }

                    values = values[((int)more + 1)..];
                }

                break;
            default:
                MetricBlob_IsDamaged($"a column in it is written in an unknown way ({blob[at - 1]})");
                break;
        }
    }

    static int WriteValues(Span<byte> bytes, int at, ReadOnlySpan<HistoryPoint> points)
    {
        var areFloats = true;
        var xorLength = 0;
        var before = 0UL;
        foreach (ref readonly var point in points)
        {
            var value = Plain(point.Value);
            areFloats &= double.IsNaN(value) || (float)value == value;
            var bits = BitConverter.DoubleToUInt64Bits(value);
            xorLength += 1 + XorBytes(bits ^ before, out _);
            before = bits;
        }

        var (way, length) = areFloats ? (Floats, sizeof(float)) : (Doubles, sizeof(double));
        bytes[at++] = xorLength < length * points.Length ? XorOfDoubles : way;
        before = 0;
        foreach (ref readonly var point in points)
        {
            var value = Plain(point.Value);
            if (xorLength < length * points.Length)
            {
                var bits = BitConverter.DoubleToUInt64Bits(value);
                at = WriteXor(bytes, at, bits ^ before);
                before = bits;
            }
            else if (areFloats)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], (float)value);
                at += sizeof(float);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[at..], value);
                at += sizeof(double);
            }
        }

        return at;
    }

    static void ReadValues(ReadOnlySpan<byte> blob, ref int at, ReadOnlySpan<long> times, ReadOnlySpan<long> steps, Span<HistoryPoint> points)
    {
        var way = ReadByte(blob, ref at);
        if (way > XorOfDoubles)
        {
            MetricBlob_IsDamaged($"its values are written in an unknown way ({way})");
        }

        if (way != XorOfDoubles && blob.Length - at < points.Length * (way == Floats ? sizeof(float) : sizeof(double)))
        {
            MetricBlob_IsDamaged("it ends within its values");
        }

        var bits = 0UL;
        for (var i = 0; i < points.Length; i++)
        {
            double value;
            switch (way)
            {
                case Floats:
                    value = BinaryPrimitives.ReadSingleLittleEndian(blob[at..]);
                    at += sizeof(float);
                    break;
                case Doubles:
                    value = BinaryPrimitives.ReadDoubleLittleEndian(blob[at..]);
                    at += sizeof(double);
                    break;
                default:
                    bits ^= ReadXor(blob, ref at);
                    value = BitConverter.UInt64BitsToDouble(bits);
                    break;
            }

            points[i] = new HistoryPoint(times[i], steps[i], value);
        }
    }

    /// <summary>How many bytes of a XOR are left without the zero bytes at its ends, and how many are zero at its low end.</summary>
    static int XorBytes(ulong xor, out int low)
    {
        if (xor == 0)
        {
            low = 0;
            return 0;
        }

        low = BitOperations.TrailingZeroCount(xor) / 8;
        return sizeof(ulong) - low - (BitOperations.LeadingZeroCount(xor) / 8);
    }

    static int WriteXor(Span<byte> bytes, int at, ulong xor)
    {
        var length = XorBytes(xor, out var low);
        bytes[at++] = (byte)((low << 4) | length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[at..], xor >> (8 * low));
        return at + length;
    }

    static ulong ReadXor(ReadOnlySpan<byte> blob, ref int at)
    {
        var head = ReadByte(blob, ref at);
        var (low, length) = (head >> 4, head & 15);
        if (low + length > sizeof(ulong) || length > blob.Length - at)
        {
            MetricBlob_IsDamaged("it holds a value that is none");
        }

        ulong xor;
        if (blob.Length - at >= sizeof(ulong))
        {
            xor = length == 0 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(blob[at..]) & (ulong.MaxValue >> (8 * (sizeof(ulong) - length)));
        }
        else
        {
            xor = 0;
            for (var i = 0; i < length; i++)
            {
                xor |= (ulong)blob[at + i] << (8 * i);
            }
        }

        at += length;
        return length == 0 ? 0 : xor << (8 * low);
    }

    static byte ReadByte(ReadOnlySpan<byte> blob, ref int at)
    {
        if (at >= blob.Length)
        {
            MetricBlob_IsDamaged("it ends too early");
        }

        return blob[at++];
    }

    static int VarintLength(ulong value) => ((63 - BitOperations.LeadingZeroCount(value | 1)) / 7) + 1;

    static void RequireAscending(ReadOnlySpan<HistoryPoint> points)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i - 1] >= points[i])
            {
                MetricBlob_IsDamaged("its points do not ascend");
            }
        }
    }
}
