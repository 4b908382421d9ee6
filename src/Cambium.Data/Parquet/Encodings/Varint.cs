namespace Cambium.Data;

/// <summary>Whole numbers that take a byte for every seven bits, the least first.</summary>
static class Varint
{
    internal static ulong Read(ReadOnlySpan<byte> source, ref int at, ParquetPlace place)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= source.Length)
            {
                throw place.Damaged("A page ends before its last value.");
            }

            var next = source[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw place.Damaged("A page holds a count of more than 64 bits.");
    }

    /// <summary>A number with a sign, of which the least bit is the sign.</summary>
    internal static long ReadSigned(ReadOnlySpan<byte> source, ref int at, ParquetPlace place)
    {
        var value = Read(source, ref at, place);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
