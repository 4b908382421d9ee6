using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>Reads whole numbers that are written as differences to the one before, packed by bits in small blocks.</summary>
static class DeltaReader
{
    /// <summary>Fills <paramref name="target"/>, and tells where the numbers end in <paramref name="source"/>.</summary>
    /// <typeparam name="T"><see cref="int"/> or <see cref="long"/>, in which sums wrap around.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Read<T>(ReadOnlySpan<byte> source, Span<T> target, ParquetPlace place)
        where T : unmanaged
    {
        var at = 0;
        var blockSize = Varint.Read(source, ref at, place);
        var blocks = Varint.Read(source, ref at, place);
        var count = Varint.Read(source, ref at, place);
        var value = Varint.ReadSigned(source, ref at, place);

        // The format wants blocks of a multiple of 128 values, and small blocks of a multiple of 32.
        if (blockSize is 0 or > 1 << 20 || blocks == 0 || blocks > blockSize || blockSize % blocks != 0 || blockSize / blocks % 32 != 0)
        {
            throw place.Damaged($"A page of differences has blocks of {blockSize} values in {blocks} parts.");
        }

        if (count != (ulong)target.Length)
        {
            throw place.Damaged($"A page of differences has {count} values where {target.Length} were expected.");
        }

        if (target.Length == 0)
        {
            return at;
        }

        target[0] = Narrow<T>(value);
        var size = (int)(blockSize / blocks);
        Span<ulong> deltas = stackalloc ulong[32];
        for (var done = 1; done < target.Length;)
        {
            var least = Varint.ReadSigned(source, ref at, place);
            if ((ulong)(source.Length - at) < blocks)
            {
                throw Ended(place);
            }

            var widths = source.Slice(at, (int)blocks);
            at += widths.Length;
            for (var block = 0; block < widths.Length && done < target.Length; block++)
            {
                var width = widths[block];
                if (width > 64)
                {
                    throw place.Damaged($"A page of differences packs values of {width} bits; 64 are the most.");
                }

                var bytes = (int)Math.Min(BitUnpacker.SizeOf(size, width), source.Length - at);
                if (bytes < BitUnpacker.SizeOf(Math.Min(size, target.Length - done), width))
                {
                    throw Ended(place);
                }

                var packed = source.Slice(at, bytes);
                at += bytes;
                for (var part = 0; part < size && done < target.Length; part += deltas.Length)
                {
                    var here = deltas[..Math.Min(deltas.Length, target.Length - done)];
                    BitUnpacker.Unpack(packed[(int)BitUnpacker.SizeOf(part, width)..], width, here);
                    foreach (var delta in here)
                    {
                        value += least + (long)delta;
                        target[done++] = Narrow<T>(value);
                    }
                }
            }
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Narrow<T>(long value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(int))
        {
            var narrow = (int)value;
            return Unsafe.As<int, T>(ref narrow);
        }

        return Unsafe.As<long, T>(ref value);
    }

    static TableException Ended(ParquetPlace place) => place.Damaged("A page of differences ends before its last value.");
}
