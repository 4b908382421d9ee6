using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>How often intervals hold the true value, over 2,000 samples of a setting whose true value is known.</summary>
public sealed class IntervalCoverageTests
{
    const int Samples = 2000;

    [Theory]
    [InlineData(IntervalMethod.Percentile, 0.925, 0.955)]
    [InlineData(IntervalMethod.Bca, 0.93, 0.96)]
    public void A_bootstrap_interval_of_an_accuracy_holds_the_truth(IntervalMethod method, double low, double high)
    {
        // The share of 100 rows that are called right where 80 % would be. The standard error of a share of 2,000 near 0.95 is 0.005; a share of few rows is a whole number over 100, whose
        // intervals are known to fall a little short (L. D. Brown, T. T. Cai, A. DasGupta, 2001).
        Assert.InRange(Coverage(0.8, random =>
        {
            int[] truth = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble() < 0.8 ? 1 : 0)];
            return Accuracy(truth, FigureIntervals.Each(100), method, random);
        }), low, high);
    }

    [Theory]
    [InlineData(0.3, 40, 0.93, 0.96)]
    [InlineData(0.05, 40, 0.935, 0.965)]
    [InlineData(0.1, 200, 0.94, 0.97)]
    public void Wilsons_interval_of_a_bins_share_holds_the_truth(double share, int rows, double low, double high)
    {
        // By the binomial distribution in 94.4 %, 95.2 % and 95.6 % of samples.
        Assert.InRange(Coverage(share, random => new CalibrationBin(share, Enumerable.Range(0, rows).Count(_ => random.NextDouble() < share) / (double)rows, rows).ObservedInterval), low, high);
    }

    [Fact]
    public void A_bootstrap_interval_of_groups_holds_the_truth_where_one_of_rows_does_not()
    {
        // 60 groups of 4 rows, each group all right or all wrong.
        Assert.InRange(Coverage(0.7, random => OfGroups(random, row => row / 4)), 0.925, 0.96);
        Assert.InRange(Coverage(0.7, random => OfGroups(random, row => row)), 0.6, 0.75); // ±1.96 of half the standard error holds 67 %
    }

    [Fact]
    public void DeLongs_interval_of_a_difference_of_areas_holds_the_truth()
    {
        // Both models see the same signal through noise of their own: the true difference is 0.
        Assert.InRange(Coverage(0, random =>
        {
            int[] truth = [.. Enumerable.Range(0, 100).Select(row => row % 2)];
            double[] signal = [.. truth.Select(place => place + random.NextGaussian())];
            double[] a = [.. signal.Select(value => value + (0.5 * random.NextGaussian()))];
            double[] b = [.. signal.Select(value => value + (0.5 * random.NextGaussian()))];
            return DeLong.Of(truth, a, b)!.Interval!.Value;
        }), 0.935, 0.965);
    }

    [Fact]
    public void The_corrected_t_is_wider_than_one_of_independent_folds()
    {
        // Folds that are independent need no correction, so that the corrected interval holds the truth more often than 95 %.
        Assert.InRange(Coverage(0.1, random =>
        {
            double[] a = [.. Enumerable.Range(0, 10).Select(_ => random.NextGaussian())];
            return CorrectedResampledT.Of(Metric.Named("r2"), a, [.. a.Select(value => value + 0.1 + random.NextGaussian())], 1.0 / 9).Interval!.Value;
        }), 0.98, 1);
    }

    [Fact]
    public void McNemars_exact_test_is_seldom_wrong()
    {
        // Each model is wrong in a fifth of the rows, on its own. A test at 5 % that is made of whole numbers stays below.
        var root = new RandomStream(7);
        var wrong = Enumerable.Range(0, Samples).Count(sample =>
        {
            var random = root.Fork(sample);
            var truth = new int[100];
            int[] Called() => [.. truth.Select(_ => random.NextDouble() < 0.2 ? 1 : 0)];
            return McNemar.Of(truth, Called(), Called())[0].PValue < 0.05;
        });

        Assert.InRange(wrong / (double)Samples, 0.02, 0.05);
    }

    static Interval OfGroups(RandomStream random, Func<int, int> unit)
    {
        bool[] right = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() < 0.7)];
        return Accuracy([.. Enumerable.Range(0, 240).Select(row => right[row / 4] ? 1 : 0)], [.. Enumerable.Range(0, 240).Select(unit)], IntervalMethod.Percentile, random);
    }

    static Interval Accuracy(int[] right, int[] units, IntervalMethod method, RandomStream random)
    {
        var options = new EvaluateOptions { Intervals = method, Resamples = 400, Seed = (long)(random.NextBits() >> 1), MaxThreads = 1 };
        return Bootstrap.Of(options, units, 1, () => times =>
        {
            var (hits, rows) = (0, 0);
            for (var row = 0; row < times.Length; row++)
            {
                hits += times[row] * right[row];
                rows += times[row];
            }

            return [(double)hits / rows];
        })[0]!.Value;
    }

    static double Coverage(double truth, Func<RandomStream, Interval> interval)
    {
        var root = new RandomStream(20);
        return Enumerable.Range(0, Samples).Count(sample => interval(root.Fork(sample)) is var found && found.Low <= truth && truth <= found.High) / (double)Samples;
    }
}
