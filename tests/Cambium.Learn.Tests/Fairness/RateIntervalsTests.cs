using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Oracle: tests/oracles/fairness.R, and examples printed in papers.</summary>
public sealed class RateIntervalsTests
{
    // The same closed formula, other roundings; the square root of a sum near 0 loses some digits.
    const double Relative = 1e-9;

    const int Repeats = 2000;

    // 95 % ± 4 standard errors of 2,000 repeats, and as much again for the formulas' own approximation.
    const double Least = 0.93;
    const double Most = 0.97;

    [Theory]
    [InlineData(30, 50, 0.46181437747589366, 0.72391610269743456)]
    [InlineData(0, 12, 0, 0.24249400665524079)]
    [InlineData(7, 7, 0.64566956493331262, 1)]
    [InlineData(3, 1000, 0.0010207838811386195, 0.0087830140535031728)]
    public void Wilson_is_as_in_R(long part, long whole, double low, double high)
    {
        var interval = RateIntervals.Wilson(part, whole)!.Value;

        Assert.Equal(low, interval.Low, Relative);
        Assert.Equal(high, interval.High, Relative);
    }

    /// <summary>Source: R. G. Newcombe, 1998, table II, contrasts (a) and (c), method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    public void Differences_are_as_Newcombe_published(long part, long whole, long otherPart, long otherWhole, double low, double high)
    {
        var interval = RateIntervals.Difference((part, whole), (otherPart, otherWhole))!.Value;

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Ratio_and_homogeneity_are_as_in_R()
    {
        var interval = RateIntervals.Ratio((15, 50), (30, 50))!.Value;

        Assert.Equal(0.30936349067942343, interval.Low, Relative);
        Assert.Equal(0.80811087129560955, interval.High, Relative);
        Assert.Equal(0.0062151800720479343, RateIntervals.SameShares([(30, 50), (15, 50), (22, 40)])!.Value, Relative);
    }

    [Fact]
    public void What_is_not_defined_has_no_interval()
    {
        Assert.Null(RateIntervals.Wilson(0, 0));
        Assert.Null(RateIntervals.Difference((1, 2), (0, 0)));
        Assert.Null(RateIntervals.Ratio((1, 2), (0, 2)));
        Assert.Equal(0, RateIntervals.Ratio((0, 20), (10, 20))!.Value.Low);
        Assert.Equal(1, RateIntervals.SameShares([(0, 5), (0, 9)]));
        Assert.Null(RateIntervals.SameShares([(1, 5)]));
        Assert.Null(RateIntervals.SameMeans([(1, 0), (2, 1)]));
    }

    [Fact]
    public void Intervals_hold_the_truth_as_often_as_they_say()
    {
        var random = new RandomStream(20261);
        var (rates, differences, ratios) = (0, 0, 0);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var (first, second) = (Drawn(random, 120, 0.3), Drawn(random, 80, 0.5));
            rates += Holds(RateIntervals.Wilson(first, 120), 0.3);
            differences += Holds(RateIntervals.Difference((first, 120), (second, 80)), -0.2);
            ratios += Holds(RateIntervals.Ratio((first, 120), (second, 80)), 0.6);
        }

        Assert.InRange(rates / (double)Repeats, Least, Most);
        Assert.InRange(differences / (double)Repeats, Least, Most);
        Assert.InRange(ratios / (double)Repeats, Least, Most);
    }

    [Fact]
    public void Groups_that_are_treated_alike_are_found_to_differ_once_in_twenty_times()
    {
        var random = new RandomStream(20262);
        var alarms = Enumerable.Range(0, Repeats)
            .Count(_ => RateIntervals.SameShares([(Drawn(random, 60, 0.4), 60), (Drawn(random, 90, 0.4), 90), (Drawn(random, 200, 0.4), 200), (Drawn(random, 40, 0.4), 40)]) < FairnessWords.Level);

        Assert.InRange(alarms / (double)Repeats, 1 - Most, 1 - Least);
    }

    [Fact]
    public void Resampled_intervals_of_calibration_hold_the_truth_nearly_as_often_as_they_say()
    {
        // The probabilities are 0.1 too high for the first group and right for the second: 0.1 apart.
        var keys = new GroupKeys("g", ["a", "b"], [.. Enumerable.Range(0, 160).Select(row => row % 2)]);
        var held = Enumerable.Range(0, Repeats).AsParallel().Count(repeat =>
        {
            var random = new RandomStream(20263).Fork(repeat);
            var truth = Enumerable.Range(0, 160).Select(_ => random.NextDouble() < 0.4 ? 1 : 0).ToArray();
            var probabilities = Enumerable.Range(0, 160).Select(row => row % 2 == 0 ? 0.5 : 0.4).ToArray();
            var comparison = GroupAudit.Of(keys, "yes", new Decisions(truth, truth, probabilities), features: null, new FairnessOptions { Resamples = 200, Seed = repeat, MaxThreads = 1 });
            var gaps = comparison["calibration_difference"];
            return gaps.Highest == "a" ? Holds(gaps.Interval, 0.1) == 1 : Holds(gaps.Interval, -0.1) == 1;
        });

        Assert.InRange(held / (double)Repeats, 0.92, Most);
    }

    static long Drawn(RandomStream random, int count, double share) => Enumerable.Range(0, count).LongCount(_ => random.NextDouble() < share);

    static int Holds(Interval? interval, double truth) => interval is { } own && own.Low <= truth && truth <= own.High ? 1 : 0;
}
