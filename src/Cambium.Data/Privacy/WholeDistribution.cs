namespace Cambium.Data;

/// <summary>How a sensitive column is distributed over all rows, and how far a group's distribution is from that.</summary>
sealed class WholeDistribution
{
    readonly bool _isOrdered;
    readonly double[] _shares;

    // The share of rows up to each value, and the sums of these shares before each value.
    readonly double[] _upTo;
    readonly double[] _sums;

    internal WholeDistribution(IEnumerable<int[]> groups, int distinct, bool isOrdered)
    {
        _isOrdered = isOrdered;
        var counts = new long[distinct];
        var n = 0L;
        foreach (var values in groups)
        {
            n += values.Length;
            foreach (var value in values)
            {
                counts[value]++;
            }
        }

        // Values that only rows of removed groups had are no values any more: they would lengthen the ways of ordered ones.
        Places = new int[distinct];
        var place = 0;
        for (var value = 0; value < distinct; value++)
        {
            Places[value] = counts[value] > 0 ? place++ : -1;
        }

        _shares = [.. counts.Where(count => count > 0).Select(count => (double)count / n)];
        _upTo = new double[place];
        _sums = new double[place + 1];
        var before = 0L;
        var at = 0;
        foreach (var count in counts.Where(count => count > 0))
        {
            before += count;
            _upTo[at] = (double)before / n;
            _sums[at + 1] = _sums[at] + _upTo[at];
            at++;
        }
    }

    int[] Places { get; }

    /// <summary>
    /// The work of making the group's distribution from the whole one, at most 1. Between unordered values every way is 1 long, between ordered ones |i − j| / (m − 1).
    /// </summary>
    /// <param name="values">The group's values, ascending.</param>
    internal double DistanceOf(int[] values) => _isOrdered ? OrderedDistance(values) : EqualDistance(values);

    double EqualDistance(int[] values)
    {
        // Half the sum of the differences is the sum of those in which the group has more.
        var distance = 0.0;
        for (var start = 0; start < values.Length;)
        {
            var end = EndOfRun(values, start);
            distance += Math.Max(0, ((double)(end - start) / values.Length) - _shares[Places[values[start]]]);
            start = end;
        }

        return distance;
    }

    double OrderedDistance(int[] values)
    {
        var m = _upTo.Length;
        if (m < 2)
        {
            return 0;
        }

        // Σ |P(i) − Q(i)| of the cumulated shares; P is constant between two values of the group.
        var (sum, from) = (0.0, 0);
        for (var start = 0; start < values.Length;)
        {
            var place = Places[values[start]];
            sum += Between(from, place, (double)start / values.Length);
            (from, start) = (place, EndOfRun(values, start));
        }

        return (sum + Between(from, m, 1)) / (m - 1);
    }

    /// <summary>Σ |share − Q(i)| for i from <paramref name="from"/> to before <paramref name="end"/>; Q ascends, so that the sign changes once.</summary>
    double Between(int from, int end, double share)
    {
        if (from >= end)
        {
            return 0;
        }

        var found = Array.BinarySearch(_upTo, from, end - from, share);
        var turn = found >= 0 ? found : ~found;
        return (share * (turn - from)) - (_sums[turn] - _sums[from]) + (_sums[end] - _sums[turn]) - (share * (end - turn));
    }

    static int EndOfRun(int[] values, int start)
    {
        var end = start + 1;
        while (end < values.Length && values[end] == values[start])
        {
            end++;
        }

        return end;
    }
}
