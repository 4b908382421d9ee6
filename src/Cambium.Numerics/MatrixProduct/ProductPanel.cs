using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>Copies parts of matrices into the order in which a tile reads them.</summary>
static unsafe class ProductPanel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Copies lines so that their first numbers stand beside each other, then their second ones, and so on; lines that are not
    /// there count as 0.</summary>
    /// <param name="source">The first number of the first line.</param>
    /// <param name="lineStride">From a line to the next.</param>
    /// <param name="stepStride">From a number of a line to the next.</param>
    /// <param name="lines">Lines that there are.</param>
    /// <param name="width">Lines that the panel has, at least <paramref name="lines"/>.</param>
    /// <param name="depth">Numbers in a line.</param>
    /// <param name="target">depth × width numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(T* source, nint lineStride, nint stepStride, int lines, int width, nint depth, T* target)
    {
        if (lines < width)
        {
            new Span<T>(target, checked((int)(depth * width))).Clear();
        }

        if (lineStride == 1)
        {
            for (nint step = 0; step < depth; step++)
            {
                new ReadOnlySpan<T>(source + (step * stepStride), lines).CopyTo(new Span<T>(target + (step * width), lines));
            }

            return;
        }

        var line = 0;
        for (; line + 4 <= lines; line += 4)
        {
            var from = source + (line * lineStride);
            var to = target + line;
            nint step = 0;
            for (; step + 4 <= depth; step += 4)
            {
                FourByFour<T>.Transpose(from + step, lineStride, to + (step * width), width);
            }

            for (; step < depth; step++)
            {
                for (nint other = 0; other < 4; other++)
                {
                    to[(step * width) + other] = from[(other * lineStride) + step];
                }
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
