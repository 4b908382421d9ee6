namespace Cambium.Data;

/// <summary>Reads whole numbers that are written as runs: of one value repeated, or of values packed by bits.</summary>
static class HybridReader
{
    /// <summary>Fills <paramref name="target"/>.</summary>
    /// <param name="source">The runs.</param>
    /// <param name="width">The bits of a value, 0 to 32.</param>
    internal static void Read(ReadOnlySpan<byte> source, int width, Span<int> target, ParquetPlace place)
    {
        var at = 0;
        while (target.Length > 0)
        {
            var header = Header(source, ref at, place);
            if ((header & 1) == 0)
            {
                var value = Value(source, ref at, width, place);
                var count = (int)Math.Min(header >> 1, (ulong)target.Length);
                target[..count].Fill(value);
                target = target[count..];
            }
            else
            {
                var run = Packed(source, ref at, width, header >> 1, target.Length, place, out var count);
                BitUnpacker.Unpack(run, width, target[..count]);
                target = target[count..];
            }
        }
    }

    /// <summary>Sets the bits from <paramref name="start"/> on where the values, of one bit, are 1; the bits must be 0 before.</summary>
    /// <returns>How many are 1.</returns>
    internal static int ReadBits(ReadOnlySpan<byte> source, ulong[] bits, int start, int length, ParquetPlace place)
    {
        var (at, ones) = (0, 0);
        while (length > 0)
        {
            var header = Header(source, ref at, place);
            int count;
            if ((header & 1) == 0)
            {
                var value = Value(source, ref at, 1, place);
                count = (int)Math.Min(header >> 1, (ulong)length);
                if (value == 1)
                {
                    Bits.Set(bits, start, count);
                    ones += count;
                }
            }
            else
            {
                var run = Packed(source, ref at, 1, header >> 1, length, place, out count);
                ones += Bits.Copy(run, bits, start, count);
            }

            start += count;
            length -= count;
        }

        return ones;
    }

    /// <summary>The count of a run, twice, plus 1 where it is packed.</summary>
    static ulong Header(ReadOnlySpan<byte> source, ref int at, ParquetPlace place)
    {
        var header = Varint.Read(source, ref at, place);
        return header > 1 ? header : throw place.Damaged("A page holds a run of no values.");
    }

    static int Value(ReadOnlySpan<byte> source, ref int at, int width, ParquetPlace place)
    {
        var size = (width + 7) / 8;
        if (size > source.Length - at)
        {
            throw Ended(place);
        }

        var value = 0L;
        for (var i = 0; i < size; i++)
        {
            value |= (long)source[at + i] << (8 * i);
        }

        at += size;
        return value >> width == 0 ? (int)value : throw place.Damaged($"A page holds the value {value} in a run of values of {width} bits.");
    }

    static ReadOnlySpan<byte> Packed(ReadOnlySpan<byte> source, ref int at, int width, ulong groups, int most, ParquetPlace place, out int count)
    {
        count = (int)Math.Min(Math.Min(groups, int.MaxValue / 8) * 8, (ulong)most);
        var needed = BitUnpacker.SizeOf(count, width);
        if (needed > source.Length - at)
        {
            throw Ended(place);
        }

        // Some writers leave out the padding of the last group.
        var run = source.Slice(at, (int)Math.Min(groups * (ulong)width, (ulong)(source.Length - at)));
        at += run.Length;
        return run;
    }

    static TableException Ended(ParquetPlace place) => place.Damaged("A page ends before its last value.");
}
