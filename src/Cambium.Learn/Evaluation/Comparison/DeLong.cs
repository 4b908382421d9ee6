using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The difference of two areas under ROC curves on the same rows.</summary>
/// <remarks>
/// Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, "Comparing the Areas under Two or More Correlated Receiver Operating Characteristic Curves", 1988; X. Sun, W. Xu, "Fast Implementation of
/// DeLong's Algorithm", 2014 (by midranks, O(n log n)).
/// </remarks>
static class DeLong
{
    /// <summary>The comparison, or null where one class has fewer than two rows.</summary>
    internal static ComparedFigure? Of(int[] truth, double[] first, double[] second)
    {
        var positives = Places(truth, positive: true);
        var negatives = Places(truth, positive: false);
        if (positives.Length < 2 || negatives.Length < 2)
        {
            return null;
        }

        var (a, b) = (Parts(first, positives, negatives), Parts(second, positives, negatives));
        var variance = (Variance(a.OfPositives, b.OfPositives) / positives.Length) + (Variance(a.OfNegatives, b.OfNegatives) / negatives.Length);
        var (areaA, areaB) = (a.OfPositives.Average(), b.OfPositives.Average());
        var difference = areaB - areaA;
        var error = Math.Sqrt(variance);
        var z = difference == 0 ? 0 : difference / error;
        var reach = error * NormalDistribution.Quantile(0.975);
        return new ComparedFigure(
            "roc_auc", "delong", true, areaA, areaB, new Interval(difference - reach, difference + reach), z, 2 * NormalDistribution.Above(Math.Abs(z)));
    }

    /// <summary>For each positive row the share of negatives below it, and for each negative one that of positives above it, ties counting half.</summary>
    static (double[] OfPositives, double[] OfNegatives) Parts(double[] scores, int[] positives, int[] negatives)
    {
        var all = Midranks([.. positives.Concat(negatives).Select(row => scores[row])]);
        var among = Midranks([.. positives.Select(row => scores[row])]);
        var amongNegatives = Midranks([.. negatives.Select(row => scores[row])]);
        return (
            [.. among.Select((rank, i) => (all[i] - rank) / negatives.Length)],
            [.. amongNegatives.Select((rank, i) => 1 - ((all[positives.Length + i] - rank) / positives.Length))]);
    }

    /// <summary>The variance of b − a (n − 1).</summary>
    static double Variance(double[] a, double[] b)
    {
        double[] differences = [.. a.Zip(b, (x, y) => y - x)];
        var mean = differences.Average();
        return differences.Sum(value => (value - mean) * (value - mean)) / (differences.Length - 1);
    }

    static double[] Midranks(double[] scores)
    {
        var order = FigureIntervals.Each(scores.Length);
        Array.Sort(scores, order);
        var ranks = new double[scores.Length];
        for (var first = 0; first < scores.Length;)
        {
            var last = first;
            while (last < scores.Length && scores[last] == scores[first])
            {
                last++;
            }

            for (var i = first; i < last; i++)
            {
                ranks[order[i]] = (first + last + 1) / 2.0;
            }

            first = last;
        }

        return ranks;
    }

    static int[] Places(int[] truth, bool positive) => [.. FigureIntervals.Each(truth.Length).Where(row => truth[row] == 1 == positive)];
}
