using System.Buffers.Binary;
using System.Numerics;

namespace Cambium.Learn;

/// <summary>A hash of bytes to 32 bits that spreads well; for tables, not for trust.</summary>
/// <remarks>Source: A. Appleby, "MurmurHash3", x86_32 variant, public domain, 2011.</remarks>
static class Murmur
{
    const uint First = 0xCC9E2D51;
    const uint Second = 0x1B873593;

    internal static int Hash(ReadOnlySpan<byte> bytes)
    {
        var (hash, length) = (0u, (uint)bytes.Length);
        while (bytes.Length >= sizeof(uint))
        {
            hash = (BitOperations.RotateLeft(hash ^ Mixed(BinaryPrimitives.ReadUInt32LittleEndian(bytes)), 13) * 5) + 0xE6546B64;
            bytes = bytes[sizeof(uint)..];
        }

        var last = 0u;
        for (var place = bytes.Length - 1; place >= 0; place--)
        {
            last = (last << 8) | bytes[place];
        }

        hash ^= Mixed(last) ^ length;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return (int)(hash ^ (hash >> 16));
    }

    static uint Mixed(uint word) => BitOperations.RotateLeft(word * First, 15) * Second;
}
