using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>95 % intervals of figures, by counting each row (or each group of rows) at random none, one or several times, again and again.</summary>
/// <remarks>
/// <para>
/// How often a row counts is drawn from the Poisson distribution of mean 1, which for scores that are means over rows is drawing as many
/// rows as there are with replacement, only that the total varies. It reads the rows in order, so that large tables stay in the cache's
/// reach.
/// </para>
/// <para>
/// Fewer resamples for large tables, so that the draws stay near 10⁸ (under a second), but never under 200: the ends of an interval
/// of so many rows hardly move. The same rows give the same interval at any thread count.
/// </para>
/// <para>
/// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, sections 13.3 (percentiles) and 14.3 (BCa); N. Chamandy et al.,
/// "Estimating Uncertainty for Massive Data Streams", 2012 (Poisson).
/// </para>
/// </remarks>
static class Bootstrap
{
    const int FewestResamples = 200;
    const long Draws = 100_000_000;

    /// <summary>Parts that are left out in turn to learn a figure's skewness: rows or groups, or, where there are more, equal shares of them, which have the same acceleration.</summary>
    const int MostParts = 1000;

    /// <summary>Resamples that one thread does with one set of buffers; it does not depend on the number of threads.</summary>
    const int BlockSize = 25;

    /// <summary>The number that each 16-bit draw stands for: its quantile of the Poisson distribution of mean 1.</summary>
    static readonly byte[] Times = PoissonQuantiles();

    /// <summary>The interval of each figure, or null where it is not defined in half of the resamples; none at all where none are asked for.</summary>
    /// <inheritdoc cref="Resample"/>
    internal static Interval?[] Of(EvaluateOptions options, int[] units, int passes, Func<Func<byte[], double[]>> newScores) =>
        options.Intervals == IntervalMethod.None || units.Length == 0 ? [] : Resample(options, units, passes, newScores).Intervals;

    /// <summary>The figures of each resample (a row a resample), and the interval of each figure, or null where it is not defined in half of the resamples.</summary>
    /// <param name="options">Method, resamples, seed and threads.</param>
    /// <param name="units">The group of each row, from 0 and none left out; at least one row.</param>
    /// <param name="passes">How often the figures look at each row, at least 1.</param>
    /// <param name="newScores">Makes a function from the number of times that each row counts to the figures; it may keep buffers, and is used
    /// by one thread.</param>
    internal static (double[][] Figures, Interval?[] Intervals) Resample(EvaluateOptions options, int[] units, int passes, Func<Func<byte[], double[]>> newScores)
    {
        var count = units.Max() + 1;
        var resamples = (int)Math.Clamp(Draws / ((long)units.Length * passes), FewestResamples, options.Resamples);
        var root = new RandomStream(options.Seed);
        var drawn = Run(resamples, units, count, options.MaxThreads, newScores, (resample, times) => Draw(root.Fork(resample), times));
        if (options.Intervals != IntervalMethod.Bca)
        {
            return (drawn, [.. Columns(drawn).Select(Percentile)]);
        }

        var parts = Math.Min(count, MostParts);
        var left = Columns(Run(parts, units, count, options.MaxThreads, newScores, (part, times) => LeaveOut(part, parts, times))).ToArray();
        var whole = Run(1, units, count, 1, newScores, (_, times) => Array.Fill<byte>(times, 1))[0];
        return (drawn, [.. Columns(drawn).Select((values, figure) => Bca(values, whole[figure], left[figure]))]);
    }

    /// <summary>The middle 95 % of resampled figures.</summary>
    internal static Interval? Percentile(double[] resampled) => Ends(resampled, 0.025, 0.975);

    /// <summary>The bias-corrected and accelerated interval; the percentiles' where the figure lies outside of all that was resampled.</summary>
    /// <param name="resampled">The figure of each resample.</param>
    /// <param name="figure">The figure of all rows.</param>
    /// <param name="left">The figure with each part left out.</param>
    internal static Interval? Bca(double[] resampled, double figure, double[] left)
    {
        var defined = Array.FindAll(resampled, value => !double.IsNaN(value));
        var below = (defined.Count(value => value < figure) + defined.Count(value => value <= figure)) / (2.0 * defined.Length);
        if (!(below > 0 && below < 1))
        {
            return Percentile(resampled);
        }

        var kept = Array.FindAll(left, value => !double.IsNaN(value));
        var mean = kept.DefaultIfEmpty().Average();
        var spread = kept.Sum(value => (mean - value) * (mean - value));
        var acceleration = spread == 0 ? 0 : kept.Sum(value => Math.Pow(mean - value, 3)) / (6 * Math.Pow(spread, 1.5));
        var bias = NormalDistribution.Quantile(below);
        return Ends(resampled, Moved(0.025), Moved(0.975));

        double Moved(double share)
        {
            var z = bias + NormalDistribution.Quantile(share);
            return NormalDistribution.Below(bias + (z / (1 - (acceleration * z))));
        }
    }

    static double[][] Run(int resamples, int[] units, int count, int maxThreads, Func<Func<byte[], double[]>> newScores, Action<int, byte[]> draw)
    {
        var figures = new double[resamples][];
        ParallelBlocks.For(resamples, BlockSize, maxThreads, (_, first, last) =>
        {
            var scores = newScores();
            var (ofUnit, ofRow) = (new byte[count], new byte[units.Length]);
            for (var resample = first; resample < last; resample++)
            {
                draw(resample, ofUnit);
                for (var row = 0; row < ofRow.Length; row++)
                {
                    ofRow[row] = ofUnit[units[row]];
                }

                figures[resample] = scores(ofRow);
            }
        });
        return figures;
    }

    static IEnumerable<double[]> Columns(double[][] figures) => Enumerable.Range(0, figures[0].Length).Select(figure => Array.ConvertAll(figures, row => row[figure]));

    static void LeaveOut(int part, int parts, byte[] times)
    {
        for (var unit = 0; unit < times.Length; unit++)
        {
            times[unit] = unit % parts == part ? (byte)0 : (byte)1;
        }
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

    static Interval? Ends(double[] resampled, double low, double high)
    {
        var defined = Array.FindAll(resampled, value => !double.IsNaN(value));
        if (defined.Length == 0 || defined.Length < resampled.Length / 2)
        {
            return null;
        }

        Array.Sort(defined);
        return new Interval(Quantile(defined, low), Quantile(defined, high));
    }

    /// <summary>The quantile of sorted values, on the line between the two nearest.</summary>
    static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] == sorted[above] ? sorted[below] : sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
