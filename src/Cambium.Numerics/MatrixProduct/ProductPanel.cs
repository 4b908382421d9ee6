using System.Numerics;

namespace Cambium.Numerics;

/// <summary>Copies parts of matrices into the order in which a tile reads them.</summary>
static unsafe class ProductPanel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Copies lines so that their first numbers stand beside each other, then their second ones, and so on; lines that are not there count as 0.</summary>
    /// <param name="source">The first number of the first line.</param>
    /// <param name="lineStride">From a line to the next.</param>
    /// <param name="stepStride">From a number of a line to the next.</param>
    /// <param name="lines">Lines that there are.</param>
    /// <param name="width">Lines that the panel has, at least <paramref name="lines"/>.</param>
    /// <param name="depth">Numbers in a line.</param>
    /// <param name="target">depth × width numbers.</param>
    internal static void Pack(T* source, nint lineStride, nint stepStride, int lines, int width, nint depth, T* target)
    {
        if (lines < width)
        {
            new Span<T>(target, checked((int)(depth * width))).Clear();
        }

        if (lineStride == 1)
        {
            var bytes = lines * sizeof(T);
            for (nint step = 0; step < depth; step++)
            {
                Buffer.MemoryCopy(source + (step * stepStride), target + (step * width), bytes, bytes);
            }

            return;
        }

        var line = 0;
        for (; line + 4 <= lines; line += 4)
        {
            var s0 = source + (line * lineStride);
            var s1 = s0 + lineStride;
            var s2 = s1 + lineStride;
            var s3 = s2 + lineStride;
            var to = target + line;
            for (nint step = 0; step < depth; step++)
            {
                to[0] = s0[step];
                to[1] = s1[step];
                to[2] = s2[step];
                to[3] = s3[step];
                to += width;
            }
        }

        for (; line < lines; line++)
        {
            var from = source + (line * lineStride);
            for (nint step = 0; step < depth; step++)
            {
                target[(step * width) + line] = from[step];
            }
        }
    }
}
