using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Deals groups out to folds so that strata are about as frequent in each.</summary>
static class StratifiedGroups
{
    /// <summary>Two scores this near, relatively or by 1e-8, are equal: they differ by rounding alone, and the smaller fold gets the group.</summary>
    const double SameScore = 1e-5;

    /// <summary>The fold of each group.</summary>
    /// <param name="groups">The group of each row, from 0.</param>
    /// <param name="count">The number of groups.</param>
    /// <param name="strata">The stratum of each row, from 0.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="random">Decides between groups that are equally uneven.</param>
    internal static int[] Deal(int[] groups, int count, int[] strata, int folds, RandomStream random)
    {
        var k = strata.Max() + 1;
        var counts = Enumerable.Range(0, count).Select(_ => new double[k]).ToArray(); // groups × k
        var totals = new double[k];
        for (var row = 0; row < groups.Length; row++)
        {
            counts[groups[row]][strata[row]]++;
            totals[strata[row]]++;
        }

        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle<int>(order);
        var inFold = Enumerable.Range(0, folds).Select(_ => new double[k]).ToArray(); // folds × k
        var foldOf = new int[count];
        foreach (var group in order.OrderByDescending(group => Deviation(counts[group])))
        {
            foldOf[group] = Best(inFold, counts[group], totals);
            Add(inFold[foldOf[group]], counts[group], 1);
        }

        return foldOf;
    }

    static int Best(double[][] inFold, double[] group, double[] totals)
    {
        var (best, least, rows) = (0, double.PositiveInfinity, double.PositiveInfinity);
        for (var fold = 0; fold < inFold.Length; fold++)
        {
            Add(inFold[fold], group, 1);
            var score = Unevenness(inFold, totals);
            Add(inFold[fold], group, -1);
            var own = inFold[fold].Sum();
            if (score < least || (Math.Abs(score - least) <= 1e-8 + (SameScore * Math.Abs(least)) && own < rows))
            {
                (best, least, rows) = (fold, score, own);
            }
        }

        return best;
    }

    /// <summary>The mean over the strata of how much their share varies over the folds. A stratum without rows, of a tenth that repeated values left empty, does not count.</summary>
    static double Unevenness(double[][] inFold, double[] totals)
    {
        var sum = 0.0;
        var strata = 0;
        var shares = new double[inFold.Length];
        for (var stratum = 0; stratum < totals.Length; stratum++)
        {
            if (totals[stratum] == 0)
            {
                continue;
            }

            for (var fold = 0; fold < shares.Length; fold++)
            {
                shares[fold] = inFold[fold][stratum] / totals[stratum];
            }

            sum += Deviation(shares);
            strata++;
        }

        return sum / strata;
    }

    static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }

    static void Add(double[] sums, double[] values, double times)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += times * values[i];
        }
    }
}
