using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/tuning.md as they stand there; <see cref="TuningPageTests"/> compares the two letter by letter and runs them.</summary>
static class TuningExample
{
    internal static IEnumerable<string> Run(Table diabetes, string runs)
    {
        // PAGE
        var space = SearchSpace.Over(new Standardize().Then(new Lasso()))
            .Set("last.penalty", SearchRange.LogUniform(0.001, 30));

        var report = Search.Run(space, diabetes, "progression", new SearchOptions { Trials = 15 });
        var model = report.Refit(diabetes, "progression");
        // PAGE
        yield return $"{report}";

        // PAGE
        var choice = SearchSpace.Choose(
            ("lasso", space),
            ("tree", SearchSpace.Over(new DecisionTreeRegressor())
                .Set("max-depth", SearchRange.Whole(1, 8))
                .Set("min-rows-per-leaf", SearchRange.LogWhole(1, 50))));

        var chosen = Search.Run(choice, diabetes, "progression", new SearchOptions { Trials = 25, Scheduler = new MedianPruning() });
        // PAGE
        yield return $"{chosen}";

        // PAGE
        var nested = Search.Nested(choice, diabetes, "progression", new SearchOptions { Trials = 15 }, new CrossValidationOptions { Folds = 3 });
        // PAGE
        yield return $"{nested}";

        // PAGE
        using var tracker = Tracker.Open(runs);
        using var search = tracker.StartSearch("diabetes", "lasso");
        var tracked = Search.Run(space, diabetes, "progression", new SearchOptions { Trials = 15, Progress = search, Earlier = search.Earlier });
        search.Complete(tracked);
        // PAGE
        yield return $"{tracker.NestedRuns(search.Run.Id).Count} {model.Target}";
    }
}
