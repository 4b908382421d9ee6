using System.Buffers.Binary;
using System.Numerics;

namespace Cambium.Learn;

/// <summary>A hash of bytes that is the same on every machine.</summary>
/// <remarks>Source: A. Appleby, MurmurHash3_x86_32, 2011, seed 0.</remarks>
static class Murmur3
{
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 0u;
        var rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Mixed(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 13) * 5) + 0xE6546B64;
        }

        var last = 0u;
        for (var i = rest.Length - 1; i >= 0; i--)
        {
            last = (last << 8) | rest[i];
        }

        hash ^= Mixed(last) ^ (uint)bytes.Length;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }

    static uint Mixed(uint block) => BitOperations.RotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593;
}
