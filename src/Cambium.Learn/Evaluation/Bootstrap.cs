using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>95 % percentile intervals of a score, by counting each row at random none, one or several times, again and again.</summary>
/// <remarks>
/// <para>
/// How often a row counts is drawn from the Poisson distribution of mean 1, which for scores that are means over rows is drawing as many
/// rows as there are with replacement, only that the total varies. It reads the rows in order, so that large tables stay in the cache's
/// reach.
/// </para>
/// <para>
/// 1,000 resamples; fewer for large tables, so that the draws stay near 10⁸ (under a second), but never under 200: the ends of an interval
/// of so many rows hardly move. The same rows give the same interval at any thread count.
/// </para>
/// <para>
/// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3 (percentiles); N. Chamandy et al.,
/// "Estimating Uncertainty for Massive Data Streams", 2012 (Poisson).
/// </para>
/// </remarks>
static class Bootstrap
{
    const int MostResamples = 1000;
    const int FewestResamples = 200;
    const long Draws = 100_000_000;
    const long Seed = 0;

    /// <summary>Resamples that one thread does with one set of buffers; it does not depend on the number of threads.</summary>
    const int BlockSize = 25;

    /// <summary>The number that each 16-bit draw stands for: its quantile of the Poisson distribution of mean 1.</summary>
    static readonly byte[] Times = PoissonQuantiles();

    /// <summary>The interval, or null where the score is not defined in half of the resamples.</summary>
    /// <param name="rows">n.</param>
    /// <param name="passes">How often the score looks at each row, at least 1.</param>
    /// <param name="newScore">Makes a function from the number of times that each row counts to the score; it may keep buffers, and is used
    /// by one thread.</param>
    internal static Interval? Of(int rows, int passes, Func<Func<byte[], double>> newScore)
    {
        var resamples = (int)Math.Clamp(Draws / ((long)rows * passes), FewestResamples, MostResamples);
        var scores = new double[resamples];
        var root = new RandomStream(Seed);
        ParallelBlocks.For(resamples, BlockSize, maxThreads: 0, (_, first, last) =>
        {
            var score = newScore();
            var times = new byte[rows];
            for (var resample = first; resample < last; resample++)
            {
                Draw(root.Fork(resample), times);
                scores[resample] = score(times);
            }
        });

        var defined = Array.FindAll(scores, score => !double.IsNaN(score));
        if (defined.Length < resamples / 2)
        {
            return null;
        }

        Array.Sort(defined);
        return new Interval(Quantile(defined, 0.025), Quantile(defined, 0.975));
    }

    static void Draw(RandomStream random, byte[] times)
    {
        var bits = 0UL;
        for (var row = 0; row < times.Length; row++)
        {
            bits = row % 4 == 0 ? random.NextBits() : bits >> 16;
            times[row] = Times[(ushort)bits];
        }
    }

    static byte[] PoissonQuantiles()
    {
        var quantiles = new byte[65536];
        var probability = Math.Exp(-1);
        var below = probability;
        byte value = 0;
        for (var draw = 0; draw < quantiles.Length; draw++)
        {
            while ((draw + 0.5) / quantiles.Length > below)
            {
                value++;
                probability /= value;
                below += probability;
            }

            quantiles[draw] = value;
        }

        return quantiles;
    }

    /// <summary>The quantile of sorted values, on the line between the two nearest.</summary>
    static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
