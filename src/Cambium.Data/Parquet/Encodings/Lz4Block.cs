namespace Cambium.Data;

/// <summary>Unpacks a block of LZ4: literals and copies of what came before, without a frame around them.</summary>
static class Lz4Block
{
    const int LeastCopy = 4;
    const int LongLength = 15;

    /// <summary>Fills <paramref name="target"/> exactly.</summary>
    /// <returns>False where the block does not keep to the format or has another size.</returns>
    internal static bool TryUnpack(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var (at, to) = (0, 0);
        while (at < source.Length)
        {
            var token = source[at++];
            if (!TryLength(source, ref at, token >> 4, out var literals) || literals > source.Length - at || literals > target.Length - to)
            {
                return false;
            }

            source.Slice(at, literals).CopyTo(target[to..]);
            at += literals;
            to += literals;
            if (at == source.Length)
            {
                break;
            }

            if (at + 2 > source.Length)
            {
                return false;
            }

            var distance = source[at] | source[at + 1] << 8;
            at += 2;
            if (!TryLength(source, ref at, token & 15, out var copy) || distance == 0 || distance > to || copy > target.Length - to - LeastCopy)
            {
                return false;
            }

            for (var end = to + copy + LeastCopy; to < end; to++)
            {
                target[to] = target[to - distance];
            }
        }

        return to == target.Length;
    }

    static bool TryLength(ReadOnlySpan<byte> source, ref int at, int start, out int length)
    {
        length = start;
        if (start < LongLength)
        {
            return true;
        }

        while (at < source.Length && length < int.MaxValue - byte.MaxValue)
        {
            var next = source[at++];
            length += next;
            if (next < byte.MaxValue)
            {
                return true;
            }
        }

        return false;
    }
}
