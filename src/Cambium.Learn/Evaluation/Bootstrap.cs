using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>95 % percentile intervals of a score, by drawing as many rows as there are, with replacement, again and again.</summary>
/// <remarks>
/// 1,000 resamples, fewer for large tables so that the draws stay near 10⁸ (under a second), but never under 200: the ends of an interval of so
/// many rows hardly move. The same rows give the same interval at any thread count.
/// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3.
/// </remarks>
static class Bootstrap
{
    const int MostResamples = 1000;
    const int FewestResamples = 200;
    const long Draws = 100_000_000;
    const long Seed = 0;

    /// <summary>Resamples that one thread does with one set of buffers; it does not depend on the number of threads.</summary>
    const int BlockSize = 25;

    /// <summary>The interval, or null where the score is not defined in half of the resamples.</summary>
    /// <param name="rows">n.</param>
    /// <param name="passes">How often the score looks at each drawn row, at least 1.</param>
    /// <param name="newScore">Makes a function from drawn rows to score; it may keep buffers, and is used by one thread.</param>
    internal static Interval? Of(int rows, int passes, Func<Func<int[], double>> newScore)
    {
        var resamples = (int)Math.Clamp(Draws / ((long)rows * passes), FewestResamples, MostResamples);
        var scores = new double[resamples];
        var root = new RandomStream(Seed);
        ParallelBlocks.For(resamples, BlockSize, maxThreads: 0, (_, first, last) =>
        {
            var score = newScore();
            var drawn = new int[rows];
            for (var resample = first; resample < last; resample++)
            {
                var random = root.Fork(resample);
                for (var i = 0; i < drawn.Length; i++)
                {
                    drawn[i] = random.NextInt(rows);
                }

                scores[resample] = score(drawn);
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

    /// <summary>The quantile of sorted values, on the line between the two nearest.</summary>
    static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
