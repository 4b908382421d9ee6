using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>Values whose first bytes lie together, then their second bytes, and so on, which compresses better.</summary>
static class ByteStreams
{
    /// <summary>Puts the bytes of each value together.</summary>
    /// <param name="source">count × width bytes.</param>
    /// <param name="target">As many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Join(ReadOnlySpan<byte> source, int width, Span<byte> target)
    {
        var count = source.Length / width;
        for (var i = 0; i < width; i++)
        {
            var stream = source.Slice(i * count, count);
            for (int value = 0, to = i; value < stream.Length; value++, to += width)
            {
                target[to] = stream[value];
            }
        }
    }

    /// <summary>Puts the bytes of each place together.</summary>
    /// <param name="source">count × width bytes.</param>
    /// <param name="target">As many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Split(ReadOnlySpan<byte> source, int width, Span<byte> target)
    {
        var count = source.Length / width;
        for (var i = 0; i < width; i++)
        {
            var stream = target.Slice(i * count, count);
            for (int value = 0, from = i; value < stream.Length; value++, from += width)
            {
                stream[value] = source[from];
            }
        }
    }
}
