using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// How well one column alone tells a target: each half of the rows is answered by what the other half says of its group, so that a column of many values is not
/// praised for being learned by heart.
/// </summary>
sealed class ColumnScore
{
    readonly bool[] _isSecond;

    internal ColumnScore(int rows)
    {
        var random = new RandomStream(20260101);
        _isSecond = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            _isSecond[row] = random.NextDouble() < 0.5;
        }
    }

    /// <summary>The area under the ROC curve of each class against the rest, weighted by the classes' sizes.</summary>
    /// <param name="bins">A group for each row.</param>
    /// <param name="classes">A class for each row.</param>
    /// <param name="k">The number of classes.</param>
    /// <returns>The area, and the area less two standard errors, by which that of few rows may be too large.</returns>
    internal (double Auc, double AtLeast) Auc(ColumnBins bins, int[] classes, int k)
    {
        var counts = new double[2 * bins.Count * k];
        var totals = new double[2 * k];
        for (var row = 0; row < classes.Length; row++)
        {
            var half = _isSecond[row] ? 1 : 0;
            counts[(((half * bins.Count) + bins.Codes[row]) * k) + classes[row]]++;
            totals[(half * k) + classes[row]]++;
        }

        var (sum, atLeast) = (0.0, 0.0);
        for (var c = 0; c < k; c++)
        {
            var members = totals[c] + totals[k + c];
            var area = AucOf(counts, totals, bins.Count, k, c);
            sum += members * area;
            atLeast += members * (area - (2 * StandardError(area, members, classes.Length - members)));
        }

        return (sum / classes.Length, atLeast / classes.Length);
    }

    /// <summary>R²: the share of the target's variance that the column alone explains; below 0 where it explains less than the mean.</summary>
    internal double R2(ColumnBins bins, double[] target)
    {
        var (counts, sums, squares) = (new double[2 * bins.Count], new double[2 * bins.Count], new double[2 * bins.Count]);
        var mean = target.Average();
        for (var row = 0; row < target.Length; row++)
        {
            var at = ((_isSecond[row] ? 1 : 0) * bins.Count) + bins.Codes[row];
            var y = target[row] - mean;
            counts[at]++;
            sums[at] += y;
            squares[at] += y * y;
        }

        var error = 0.0;
        for (var at = 0; at < counts.Length; at++)
        {
            var other = (at + bins.Count) % counts.Length;

            // Drawn to the mean, which is 0, as by one row more.
            var answer = sums[other] / (counts[other] + 1);
            error += squares[at] - (2 * answer * sums[at]) + (counts[at] * answer * answer);
        }

        return 1 - (error / squares.Sum());
    }

    /// <summary>Source: J. A. Hanley, B. J. McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", 1982, equation 1.</summary>
    static double StandardError(double area, double members, double others)
    {
        var first = area / (2 - area);
        var second = 2 * area * area / (1 + area);
        var variance = (area * (1 - area)) + ((members - 1) * (first - (area * area))) + ((others - 1) * (second - (area * area)));
        return Math.Sqrt(Math.Max(0, variance) / (members * others));
    }

    static double AucOf(double[] counts, double[] totals, int groups, int k, int c)
    {
        var answers = new double[2 * groups];
        var members = new double[2 * groups];
        var others = new double[2 * groups];
        for (var at = 0; at < answers.Length; at++)
        {
            var half = at / groups;
            var other = (at + groups) % answers.Length;
            var share = totals[((1 - half) * k) + c] / Math.Max(1, Total(totals.AsSpan((1 - half) * k, k)));
            var said = counts.AsSpan(other * k, k);
            var heard = counts.AsSpan(at * k, k);
            answers[at] = (said[c] + share) / (Total(said) + 1);
            members[at] = heard[c];
            others[at] = Total(heard) - heard[c];
        }

        return Area(answers, members, others);
    }

    static double Total(ReadOnlySpan<double> values)
    {
        var total = 0.0;
        foreach (var value in values)
        {
            total += value;
        }

        return total;
    }

    /// <summary>The share of pairs of a member and another of which the member has the higher answer; equal answers count half.</summary>
    static double Area(double[] answers, double[] members, double[] others)
    {
        var order = Enumerable.Range(0, answers.Length).OrderBy(at => answers[at]).ToArray();
        var (below, area) = (0.0, 0.0);
        for (var start = 0; start < order.Length;)
        {
            var (end, m, o) = (start, 0.0, 0.0);
            for (; end < order.Length && answers[order[end]] == answers[order[start]]; end++)
            {
                m += members[order[end]];
                o += others[order[end]];
            }

            area += m * (below + (o / 2));
            below += o;
            start = end;
        }

        var pairs = members.Sum() * others.Sum();
        return pairs > 0 ? area / pairs : 0.5;
    }
}
