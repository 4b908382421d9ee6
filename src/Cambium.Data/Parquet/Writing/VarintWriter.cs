using System.Buffers;

namespace Cambium.Data;

/// <summary>Writes whole numbers that take a byte for every seven bits, the least first.</summary>
static class VarintWriter
{
    const int Most = 10;

    internal static void Write(ArrayBufferWriter<byte> target, ulong value)
    {
        var bytes = target.GetSpan(Most);
        var count = 0;
        for (; value >= 128; value >>= 7)
        {
            bytes[count++] = (byte)(value | 128);
        }

        bytes[count++] = (byte)value;
        target.Advance(count);
    }

    /// <summary>Writes a number with a sign, which becomes the least bit.</summary>
    internal static void WriteSigned(ArrayBufferWriter<byte> target, long value) => Write(target, (ulong)(value << 1 ^ value >> 63));
}
