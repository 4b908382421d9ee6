using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>Borders between bins that hold nearly equal numbers of values, each half way between two neighbouring values.</summary>
static class QuantileEdges
{
    // Values so close that no number of single precision lies between two of them are passed by; many in a row are more than chance.
    const int Patience = 16;

    const int LongRun = 16;

    /// <summary>Writes the edges, rising, and returns how many there are: at most <paramref name="most"/> − 1.</summary>
    /// <param name="sorted">Values in rising order, at least one; none NaN.</param>
    /// <param name="most">Most bins. With no more distinct values than this, every value has its own bin.</param>
    /// <param name="edges">At least <paramref name="most"/> − 1 items.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static int Fill(ReadOnlySpan<double> sorted, int most, Span<double> edges)
    {
        Debug.Assert(sorted.Length > 0);
        var everyValue = DistinctUpTo(sorted, most + 1) <= most;
        var count = 0;
        var remaining = sorted.Length; // values in this bin and the later ones
        var start = 0;                 // of this bin
        var i = 0;
        var patience = Patience;
        while (count < most - 1)
        {
            i = EndOfRun(sorted, i);
            if (i == sorted.Length)
            {
                break;
            }

            var target = (double)remaining / (most - count);
            var filled = i - start;
            var overshoot = EndOfRun(sorted, i) - start - target;
            if (everyValue || (overshoot > target - filled && (HasSingle(sorted[i - 1], sorted[i]) || --patience < 0)))
            {
                patience = Patience;
                edges[count++] = Midpoint(sorted[i - 1], sorted[i]);
                remaining -= filled;
                start = i;
            }
        }

        return count;
    }

    /// <summary>A number m with a ≤ m &lt; b; one of single precision where there is one, since the scoring of rows is faster with such.</summary>
    internal static double Midpoint(double a, double b)
    {
        var middle = (a / 2) + (b / 2);
        var single = (double)(float)middle;
        if (single >= a && single < b)
        {
            return single;
        }

        // Rounding may have gone past the one single-precision number between them.
        single = QuickScorer.RoundUp(a);
        return single >= a && single < b ? single : middle >= a && middle < b ? middle : a;
    }

    static bool HasSingle(double a, double b)
    {
        double single = QuickScorer.RoundUp(a);
        return single >= a && single < b;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static int DistinctUpTo(ReadOnlySpan<double> sorted, int limit)
    {
        var distinct = 0;
        for (var i = 0; i < sorted.Length && distinct < limit; i = EndOfRun(sorted, i))
        {
            distinct++;
        }

        return distinct;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static int EndOfRun(ReadOnlySpan<double> sorted, int start)
    {
        var end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start])
        {
            end++;
            if (end - start == LongRun)
            {
                return EndOfLongRun(sorted, end);
            }
        }

        return end;
    }

    /// <summary>In steps that grow and then shrink: most values of a sparse column are 0.</summary>
    static int EndOfLongRun(ReadOnlySpan<double> sorted, int within)
    {
        var value = sorted[within - 1];
        var (step, end) = (LongRun, within);
        while (end + step <= sorted.Length && sorted[end + step - 1] == value)
        {
            end += step;
            step *= 2;
        }

        for (; step > 0; step /= 2)
        {
            if (end + step <= sorted.Length && sorted[end + step - 1] == value)
            {
                end += step;
            }
        }

        return end;
    }
}
