namespace Cambium.Tracking;

/// <summary>
/// Chooses points of one metric of several runs to draw: the same steps of all of them, spread evenly over the steps that any has, and the first and last
/// of each.
/// </summary>
static class MetricSampling
{
    /// <summary>The steps of points, ascending, each once; only those from one to another where a range is given.</summary>
    internal static long[] Steps(ReadOnlySpan<HistoryPoint> points, (long First, long Last)? range)
    {
        var steps = new long[points.Length];
        var count = 0;
        var ascends = true;
        for (var i = 0; i < points.Length; i++)
        {
            var step = points[i].Step;
            if (range is { } within && (step < within.First || step > within.Last))
            {
                continue;
            }

            ascends &= count == 0 || steps[count - 1] < step;
            steps[count++] = step;
        }

        Array.Resize(ref steps, count);
        if (ascends)
        {
            return steps;
        }

        Array.Sort(steps);
        return [.. steps.Distinct()];
    }

    /// <summary>The steps of two runs together, ascending, each once.</summary>
    /// <param name="one">Ascending, each once.</param>
    /// <param name="other">Ascending, each once.</param>
    internal static long[] Union(long[] one, long[] other)
    {
        if (one.AsSpan().SequenceEqual(other))
        {
            return one;
        }

        var union = new long[one.Length + other.Length];
        var (count, i, j) = (0, 0, 0);
        while (i < one.Length || j < other.Length)
        {
            var takesOne = j == other.Length || (i < one.Length && one[i] <= other[j]);
            if (takesOne && j < other.Length && one[i] == other[j])
            {
                j++;
            }

            union[count++] = takesOne ? one[i++] : other[j++];
        }

        Array.Resize(ref union, count);
        return union;
    }

    /// <summary>So many of the steps, spread evenly over them by their place, and the last of all.</summary>
    /// <param name="steps">Ascending, each once.</param>
    /// <param name="most">How many; all where there are no more.</param>
    internal static HashSet<long> Choose(long[] steps, int most)
    {
        if (steps.Length <= most)
        {
            return [.. steps];
        }

        var chosen = new HashSet<long>(most + 1) { steps[^1] };
        for (var i = 0L; i < most; i++)
        {
            chosen.Add(steps[(int)(i * steps.Length / most)]);
        }

        return chosen;
    }

    /// <summary>The points at chosen steps, by step, time and value.</summary>
    internal static List<HistoryPoint> At(HashSet<long> steps, ReadOnlySpan<HistoryPoint> points)
    {
        var chosen = new List<HistoryPoint>();
        for (var i = 0; i < points.Length; i++)
        {
            if (steps.Contains(points[i].Step))
            {
                chosen.Add(points[i]);
            }
        }

        // A point's own order is time before step.
        chosen.Sort(static (one, other) => one.Step != other.Step ? one.Step.CompareTo(other.Step) : one.CompareTo(other));
        return chosen;
    }
}
