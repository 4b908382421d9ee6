using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Tracking.Tests;

public sealed class MetricSamplingTests
{
    [Fact]
    public void Steps_are_spread_evenly_with_the_last() =>
        Assert.Equal([0, 2, 5, 7, 9], MetricSampling.Choose([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4).Order());

    [Fact]
    public void Few_steps_are_all_taken() => Assert.Equal([3, 4, 9], MetricSampling.Choose([3, 4, 9], 3).Order());

    [Fact]
    public void Steps_of_points_are_those_in_the_range_each_once()
    {
        HistoryPoint[] points = [new(1, 5, 0), new(2, -1, 0), new(3, 5, 1), new(4, 2, 0)];

        Assert.Equal([-1, 2, 5], MetricSampling.Steps(points, null));
        Assert.Equal([2, 5], MetricSampling.Steps(points, (0, 5)));
        Assert.Equal([], MetricSampling.Steps(points, (6, 9)));
    }

    [Fact]
    public void Points_at_chosen_steps_are_ordered_by_step_time_and_value() => Assert.Equal(
        [new(9, 1, 0), new(2, 3, 7), new(3, 3, 1), new(3, 3, 2)],
        MetricSampling.At([1, 3], [new(2, 3, 7), new(3, 3, 1), new(3, 3, 2), new(4, 2, 0), new(9, 1, 0)]));

    [Fact]
    public void Union_is_that_of_sets() =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261122, 5),
            Prop.ForAll(
                Steps.ToArbitrary(),
                Steps.ToArbitrary(),
                (one, other) => Assert.Equal(one.Union(other).Order(), MetricSampling.Union(one, other))));

    static Gen<long[]> Steps => Gen.Choose(-9, 9).ListOf().Select(steps => steps.Select(step => (long)step).Distinct().Order().ToArray());
}
