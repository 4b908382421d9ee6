using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>The least and the greatest of values.</summary>
static class Extremes
{
    /// <summary>Of whole numbers, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (T Min, T Max) Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (min, max) = (values[0], values[0]);
        var i = 0;
        if (values.Length >= Vector<T>.Count)
        {
            var (least, greatest) = (new Vector<T>(values), new Vector<T>(values));
            for (; i + Vector<T>.Count <= values.Length; i += Vector<T>.Count)
            {
                var next = new Vector<T>(values[i..]);
                least = Vector.Min(least, next);
                greatest = Vector.Max(greatest, next);
            }

            for (var lane = 0; lane < Vector<T>.Count; lane++)
            {
                min = T.Min(min, least[lane]);
                max = T.Max(max, greatest[lane]);
            }
        }

        for (; i < values.Length; i++)
        {
            min = T.Min(min, values[i]);
            max = T.Max(max, values[i]);
        }

        return (min, max);
    }

    /// <summary>Of the floating-point numbers that are no NaN; null where there is none. A zero bounds those of both signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (double Min, double Max)? Of(ReadOnlySpan<double> values)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        var any = false;
        foreach (var value in values)
        {
            // Comparisons with NaN are false.
            any |= value <= double.PositiveInfinity;
            min = value < min ? value : min;
            max = value > max ? value : max;
        }

        return any ? (min == 0 ? -0.0 : min, max == 0 ? 0.0 : max) : null;
    }
}
