using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SchedulerTests
{
    static readonly SpaceShape Line = Hunt.Box((0, 1));

    [Fact]
    public void Successive_halving_gives_the_best_of_each_rung_more()
    {
        var trials = Trials(new SuccessiveHalving(), 9);

        Assert.Equal([.. Enumerable.Repeat(1 / 9.0, 9), .. Enumerable.Repeat(1 / 3.0, 3), 1], trials.Select(trial => trial.Resource));
        Assert.Equal(Best(trials.Take(9), 3), trials.Skip(9).Take(3).Select(trial => trial.Repeats));
        Assert.Equal(Best(trials.Skip(9).Take(3), 1)[0], trials[12].Repeats);
        Assert.Equal(trials[trials[12].Repeats - 1].Settings, trials[12].Settings);
    }

    [Fact]
    public void Hyperband_has_the_brackets_of_its_paper_until_all_are_drawn()
    {
        var trials = Trials(new Hyperband(), 20);

        // With 3 rungs and a reduction of 3: 9 → 3 → 1 from a ninth, ⌈4.5⌉ = 5 → 1 from a third, 3 with all; then 3 of the 9 that would begin again.
        double[] expected = [.. Enumerable.Repeat(1 / 9.0, 9), .. Enumerable.Repeat(1 / 3.0, 3), 1, .. Enumerable.Repeat(1 / 3.0, 5), 1, 1, 1, 1, .. Enumerable.Repeat(1 / 9.0, 3), 1 / 3.0, 1];
        Assert.Equal(expected, trials.Select(trial => trial.Resource));
        Assert.Equal(20, trials.Count(trial => trial.Repeats == 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Asha_lets_only_the_best_third_of_a_rung_go_on_and_is_the_same_with_any_workers(int workers)
    {
        var trials = Trials(new Asha(), 27, workers);

        Assert.Equal(27, trials.Count(trial => trial.Repeats == 0));
        Assert.Equal(Trials(new Asha(), 27, 1), trials);
        var second = trials.Where(trial => trial.Resource == 1 / 3.0).ToArray();
        Assert.InRange(second.Length, 9, 16); // more than a third, for the best of the first few are not the best of all
        Assert.Subset(second.Select(trial => trial.Repeats).ToHashSet(), Best(trials.Where(trial => trial.Repeats == 0), 9).ToHashSet());
        Assert.Equal(second.Select(trial => trial.Repeats).Distinct().Count(), second.Length);
        Assert.Contains(trials, trial => trial.Resource == 1);
    }

    [Fact]
    public void Median_pruning_stops_what_is_worse_than_half_after_a_fold()
    {
        var run = ((Scheduler)new MedianPruning { Startup = 3 }).Start(100);
        Observation[] known = [.. new double[] { 1, 2, 3, 10 }.Select((loss, i) => new Observation(i, [], [loss], true, 1, [loss, loss / 2]))];

        Assert.True(run.Stops(known, [2.6]));
        Assert.False(run.Stops(known, [2.5]));
        Assert.False(run.Stops(known[..2], [2.6]));
        Assert.True(run.Stops(known, [0, 1.3]));
        Assert.False(run.Stops(known, [0, 0, 9]));
    }

    [Fact]
    public void A_failed_trial_never_goes_on_before_one_that_ended()
    {
        var options = new SearchOptions { Sampler = new RandomSampler(), Scheduler = new SuccessiveHalving { Rungs = 2 }, Trials = 6, Workers = 1 };

        var trials = SearchEngine.Run(Line, options, task => task.Trial.Number % 3 == 0 ? Hunt.Judged(task.Trial, task.Trial.Number) : task.Trial with { Status = TrialStatus.Failed, Error = "no" }).Trials;

        Assert.Equal([3, 6], trials.Skip(6).Select(trial => trial.Repeats));
    }

    static int[] Best(IEnumerable<Trial> trials, int count) => [.. trials.OrderBy(trial => trial["loss"]).Take(count).Select(trial => trial.Number)];

    static EquatableArray<Trial> Trials(Scheduler scheduler, int count, int workers = 1) => Hunt.Trials(
        Line, new SearchOptions { Sampler = new SobolSampler(), Scheduler = scheduler, Trials = count, Workers = workers }, settings => Math.Abs(Hunt.Numbers(settings)[0] - 0.3));
}
