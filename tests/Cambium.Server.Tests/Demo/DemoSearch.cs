using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Searches with trials of known scores.</summary>
static class DemoSearch
{
    /// <summary>A choice of two recipes; the tree's depth and the ridge's penalty exist under one each.</summary>
    internal static readonly SearchSpace Either = SearchSpace.Choose(
        ("tree", SearchSpace.Over(new DecisionTreeRegressor()).Set("max-depth", SearchRange.Whole(1, 8))),
        ("ridge", SearchSpace.Over(new Ridge()).Set("l2", SearchRange.LogUniform(0.001, 1000))));

    /// <summary>Begins a search and reports trials of it: those of even number are trees, the others ridges, and the later the better.</summary>
    internal static SearchRun Begin(Tracker tracker, int trials, SearchOptions? options = null)
    {
        var search = tracker.StartSearch("tuning", "either");
        search.Describe(Either, options ?? new SearchOptions { Metrics = ["rmse"] });
        for (var number = 1; number <= trials; number++)
        {
            search.Report(Of(number) with { Status = TrialStatus.Complete, Scores = Scores(10 - (0.5 * number)), Duration = TimeSpan.FromSeconds(number) });
        }

        return search;
    }

    /// <summary>A trial under way.</summary>
    internal static Trial Of(int number) => new()
    {
        Number = number,
        Status = TrialStatus.Running,
        Settings = number % 2 == 0
            ? [new TrialSetting("recipe", "tree"), new TrialSetting("tree.max-depth", $"{(number % 8) + 1}")]
            : [new TrialSetting("recipe", "ridge"), new TrialSetting("ridge.l2", $"{number}")],
    };

    internal static EquatableArray<TrialScore> Scores(double mean) => [new TrialScore("rmse", mean, [mean - 1, mean, mean + 1]), new TrialScore("mae", 20 - mean, [20 - mean, 20 - mean, 20 - mean])];
}
