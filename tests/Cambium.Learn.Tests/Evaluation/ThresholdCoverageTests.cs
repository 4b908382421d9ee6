using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>How often the intervals of a threshold and of what it reaches hold the truth, over 2,000 samples of 100 rows whose probabilities are uniform and right.</summary>
public sealed class ThresholdCoverageTests
{
    const int Samples = 2000;
    const int Rows = 100;

    [Theory]
    [InlineData("precision=0.8", 0.6, 0.92, 0.965)] // (1 + t) / 2
    [InlineData("recall=0.8", 0.4472135954999579, 0.92, 0.965)] // 1 − t²
    [InlineData("cost=4:1", 0.2, 0.82, 0.87)] // 1 / (1 + 4); the least of a sum of steps settles slowly, which percentiles do not see (J. Kim, D. Pollard, 1990)
    public void Intervals_hold_the_truth(string text, double best, double low, double high)
    {
        var (goal, root) = (ThresholdGoal.Parse(text), new RandomStream(3));
        var held = new int[7];
        for (var sample = 0; sample < Samples; sample++)
        {
            var random = root.Fork(sample);
            double[] p = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
            int[] truth = [.. p.Select(own => random.NextDouble() < own ? 1 : 0)];
            var rows = new JudgedClasses(truth, truth, [.. p.SelectMany(own => new[] { 1 - own, own })], 2);
            var found = ThresholdFinder.Find(rows, "yes", FigureIntervals.Each(Rows), [goal], new EvaluateOptions { Resamples = 200, Seed = sample, MaxThreads = 1 }).Single();
            held[0] += Holds(found.ThresholdInterval, best);
            var actual = Actual(found.Threshold, goal);
            for (var figure = 0; figure < actual.Length; figure++)
            {
                held[figure + 1] += Holds(found.Figures[figure].Interval, actual[figure]);
            }
        }

        Assert.InRange(held[0] / (double)Samples, low, high);
        Assert.All(held.Skip(1), times => Assert.InRange(times / (double)Samples, 0.915, 0.985));
    }

    /// <summary>What a threshold reaches on all rows there could be, in the order of the figures.</summary>
    static double[] Actual(double t, ThresholdGoal goal)
    {
        var (hits, called) = ((1 - (t * t)) / 2, 1 - t);
        var alarms = called - hits;
        return [called == 0 ? 0 : hits / called, 2 * hits, 1 - (2 * alarms), called, 2 * hits / (called + 0.5), (goal.FalseNegativeCost * (0.5 - hits)) + (goal.FalsePositiveCost * alarms)];
    }

    static int Holds(Interval? interval, double truth) => interval is { } own && own.Low <= truth && truth <= own.High ? 1 : 0;
}
