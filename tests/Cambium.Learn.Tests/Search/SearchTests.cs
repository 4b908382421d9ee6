using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class SearchTests
{
    static readonly Table Rows = Waves(160);

    static readonly SearchSpace Trees = SearchSpace.Parse(new DecisionTreeRegressor(), "max-depth=1..8 min-rows-per-leaf=1..20");

    static readonly SearchOptions Few = new() { Trials = 14, Workers = 1, Validation = new CrossValidationOptions { Folds = 3 }, Sampler = new TpeSampler { Startup = 6 } };

    [Fact]
    public void The_best_is_what_cross_validation_says_of_its_recipe()
    {
        var report = Search.Run(Trees, Rows, "y", Few);

        var best = report.Best!;
        Assert.Equal(SearchEnd.Trials, report.End);
        Assert.Equal([new SearchMetric("rmse", HigherIsBetter: false)], report.Metrics);
        Assert.Equal(14, report.Trials.Count);
        Assert.Equal(report.Trials.Min(trial => trial["rmse"]), best["rmse"]);
        Assert.Equal(CrossValidation.Run(report.BestRecipe!, Rows, "y", Few.Validation)["rmse"], best["rmse"]);
        Assert.Equal(report.BestRecipe, report.Refit(Rows, "y").Recipe);
        Assert.True(best["rmse"] < CrossValidation.Run(new DecisionTreeRegressor { MaxDepth = 1 }, Rows, "y", Few.Validation)["rmse"]);
        Assert.Equal(report, Search.Report(Trees, Few, [new Trial { Number = 99, Settings = [], Status = TrialStatus.Running }, .. report.Trials.Reverse()], SearchEnd.Trials));
        Assert.NotEmpty(report.Importances);
    }

    [Theory]
    [InlineData("tpe", null)]
    [InlineData("random", null)]
    [InlineData("tpe", "median")]
    [InlineData("tpe", "asha")]
    [InlineData("sobol", "hyperband")]
    public void Trials_and_the_best_are_the_same_with_any_number_of_workers(string sampler, string? scheduler)
    {
        var options = Few with
        {
            Sampler = Sampler.Parse(sampler),
            Scheduler = scheduler switch { "median" => new MedianPruning { Startup = 3 }, "asha" => new Asha { Rungs = 2 }, "hyperband" => new Hyperband { Rungs = 2, Resource = "max-depth" }, _ => null },
        };

        var space = scheduler == "hyperband" ? SearchSpace.Parse(new DecisionTreeRegressor { MaxDepth = 6 }, "min-rows-per-leaf=1..20") : Trees;
        var one = Timeless(Search.Run(space, Rows, "y", options));

        Assert.Equal(one, Timeless(Search.Run(space, Rows, "y", options with { Workers = 2 })));
        Assert.Equal(one, Timeless(Search.Run(space, Rows, "y", options with { Workers = 16 })));
    }

    [Fact]
    public void A_search_that_goes_on_from_any_part_of_its_trials_ends_as_one_that_was_not_cut_off()
    {
        var options = Few with { Scheduler = new Asha { Rungs = 2 }, Trials = 10 };
        var whole = Timeless(Search.Run(Trees, Rows, "y", options));
        foreach (var part in new[] { 1, 5, 9 })
        {
            // Workers end trials in any order, so that some of the later ones may be there and earlier ones not.
            var earlier = whole.Trials.Take(part).Append(whole.Trials[part + 2]).Append(whole.Trials[part] with { Status = TrialStatus.Running });

            Assert.Equal(whole, Timeless(Search.Run(Trees, Rows, "y", options with { Earlier = [.. earlier.Select(trial => Trial.FromJson(trial.ToJson()))] })));
        }
    }

    [Fact]
    public void Earlier_trials_of_another_search_are_refused()
    {
        var whole = Search.Run(Trees, Rows, "y", Few);

        var error = Assert.Throws<ArgumentException>(() => Search.Run(Trees, Rows, "y", Few with { Seed = 1, Earlier = whole.Trials }));

        Assert.Matches(
            @"^Trial 1 of the earlier search tried max-depth=\d min-rows-per-leaf=\d+ with 1 of the resource, but this search tries max-depth=\d min-rows-per-leaf=\d+ with 1 of the resource\. Go on with the same space, options and seed\.", error.Message);
    }

    [Fact]
    public void A_trial_that_cannot_be_fitted_is_noted_and_the_search_goes_on()
    {
        // Out-of-bag scores need bags.
        var space = SearchSpace.Over(new RandomForestRegressor { Trees = 3 }).Set("bootstrap", SearchRange.OneOf(true, false)).Set("out-of-bag", SearchRange.OneOf(true, false));

        var report = Search.Run(space, Rows, "y", Few with { Sampler = new GridSampler() });

        var failed = Assert.Single(report.Trials, trial => trial.Status == TrialStatus.Failed);
        Assert.Equal("OutOfBag is set, but without Bootstrap every tree sees all rows; set Bootstrap, or leave OutOfBag. (Parameter 'outOfBag')", failed.Error);
        Assert.Equal(3, report.Leaderboard.Count);
    }

    [Fact]
    public void Where_all_fail_there_is_no_best_and_a_refit_says_why()
    {
        var report = Search.Run(Trees, Rows, "y", Few with { Trials = 3, Validation = new CrossValidationOptions { Folds = 1000 } });

        Assert.Null(report.Best);
        Assert.Empty(report.Metrics);
        Assert.Equal(report, SearchReport.FromJson(report.ToJson()));
        Assert.StartsWith(
            "None of 3 trials came to its end, so there is no recipe to fit. Trial 1 failed: Folds must be between 2 and the number of rows, 160.",
            Assert.Throws<InvalidOperationException>(() => report.Refit(Rows, "y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_search_keeps_what_is_done()
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener(trial =>
        {
            if (trial is { Number: 4, Status: TrialStatus.Complete })
            {
                source.Cancel();
            }
        });

        var report = Search.Run(Trees, Rows, "y", Few with { Workers = 2, Trials = 1000, Progress = listener, CancellationToken = source.Token });

        Assert.Equal(SearchEnd.Cancelled, report.End);
        Assert.Contains(report.Trials, trial => trial.Number == 4);
        Assert.InRange(report.Trials.Count, 1, 999);
        Assert.NotNull(report.BestRecipe);
    }

    [Fact]
    public void A_budget_ends_the_search()
    {
        var clock = new AlarmClock();
        var listener = new Listener(trial =>
        {
            if (trial is { Number: 4, Status: TrialStatus.Complete })
            {
                clock.Ring();
            }
        });

        var report = Search.Run(Trees, Rows, "y", Few with { Budget = TimeSpan.FromHours(1), Time = clock, Progress = listener });

        Assert.Equal(SearchEnd.Budget, report.End);
        Assert.Equal([1, 2, 3, 4], report.Trials.Select(trial => trial.Number));
    }

    [Fact]
    public void Progress_tells_each_beginning_each_fold_and_each_end()
    {
        var told = new List<Trial>();

        var report = Search.Run(Trees, Rows, "y", Few with { Trials = 2, Progress = new Listener(told.Add) });

        Assert.Equal([0, 1, 2, 3, 3, 0, 1, 2, 3, 3], told.Select(trial => trial.Scores.Count == 0 ? 0 : trial.Scores[0].Folds.Count));
        Assert.Equal(report.Trials, told.Where(trial => trial.Status != TrialStatus.Running));
    }

    [Fact]
    public void Resources_are_rows_folds_or_a_setting()
    {
        var space = SearchSpace.Parse(new RandomForestRegressor { Trees = 9 }, "max-depth=1..6");
        var options = Few with { Trials = 4, Sampler = new SobolSampler(), Scheduler = new SuccessiveHalving { Rungs = 2, Resource = "folds" } };

        var folds = Search.Run(space, Rows, "y", options);
        var trees = Search.Run(space, Rows, "y", options with { Scheduler = new SuccessiveHalving { Rungs = 2, Resource = "trees" } });
        var rows = Search.Run(space, Rows, "y", options with { Scheduler = new SuccessiveHalving { Rungs = 2 } });

        Assert.Equal([1, 1, 1, 1, 3], folds.Trials.Select(trial => trial.Scores[0].Folds.Count));
        Assert.Equal(CrossValidation.Run(space.RecipeOf(trees.Trials[0].Settings) is RandomForestRegressor forest ? forest with { Trees = 3 } : null!, Rows, "y", options.Validation)["rmse"], trees.Trials[0]["rmse"]);
        Assert.Equal(CrossValidation.Run(space.RecipeOf(rows.Trials[0].Settings), Rows.Split(1 / 3.0).First, "y", options.Validation)["rmse"], rows.Trials[0]["rmse"]);
        Assert.Equal([1.0], rows.Leaderboard.Select(trial => trial.Resource));
        Assert.Equal(
            "The resource 'criterion' is no setting of whole numbers. Name 'rows', 'folds', or a setting such as 'trees'. (Parameter 'recipe')",
            Assert.Throws<ArgumentException>(() => Search.Run(space, Rows, "y", options with { Scheduler = new Asha { Resource = "criterion" } })).Message);
    }

    [Fact]
    public void Median_pruning_spares_folds_and_no_pruned_trial_is_the_best()
    {
        var report = Search.Run(Trees, Rows, "y", Few with { Trials = 20, Scheduler = new MedianPruning { Startup = 3 } });

        var pruned = report.Trials.Where(trial => trial.Status == TrialStatus.Pruned).ToArray();
        Assert.NotEmpty(pruned);
        Assert.All(pruned, trial => Assert.InRange(trial.Scores[0].Folds.Count, 1, 2));
        Assert.DoesNotContain(report.Leaderboard, trial => trial.Status == TrialStatus.Pruned);
    }

    [Fact]
    public void The_report_prints_and_is_read_back_equal()
    {
        var report = Search.Run(Trees, Rows, "y", Few);

        Assert.Equal(report, SearchReport.FromJson(report.ToJson()));
        Assert.Matches(@"^complete  14\n\ntrial +rmse  max-depth  min-rows-per-leaf\n(\d+ +\d\.\d{4} +\d +\d+\n){10}\nsetting +importance\n(max-depth|min-rows-per-leaf) +0\.\d{4}\n(max-depth|min-rows-per-leaf) +0\.\d{4}\n$", report.ToString());
        Assert.Throws<System.Text.Json.JsonException>(() => SearchReport.FromJson("null"));
        Assert.Throws<System.Text.Json.JsonException>(() => SearchReport.FromJson("{}"));
        Assert.Throws<System.Text.Json.JsonException>(() => Trial.FromJson("null"));
    }

    [Fact]
    public void Any_metric_that_there_is_ranks_trials_by_its_own_direction()
    {
        var report = Search.Run(Trees, Rows, "y", Few with { Metrics = ["explained_variance"] });
        var own = Search.Run(Trees, Rows, "y", Few with
        {
            Metrics = ["worst"],
            Validation = Few.Validation with { Metrics = [Metric.Of("worst", (truth, predicted) => RegressionMetrics.MaxError(truth, predicted), higherIsBetter: false)] },
        });

        Assert.Equal(report.Trials.Max(trial => trial["explained_variance"]), report.Best!["explained_variance"]);
        Assert.Equal(own.Trials.Min(trial => trial["worst"]), own.Best!["worst"]);
    }

    [Fact]
    public void Nested_search_tells_how_far_its_best_score_is_too_good()
    {
        // Noise alone: whatever is chosen, the truth is the target's spread.
        var random = new RandomStream(3);
        var noise = Table.Create(
            Column.Of("x", [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())]), Column.Of("y", [.. Enumerable.Range(0, 60).Select(_ => random.NextGaussian())]));

        var nested = Search.Nested(Trees, noise, "y", Few with { Trials = 20, Sampler = new RandomSampler() }, new CrossValidationOptions { Folds = 3 });

        Assert.Equal("rmse", nested.Metric.Name);
        Assert.Equal(3, nested.Folds.Count);
        Assert.Equal(nested.Outer - nested.Inner, nested.Optimism);
        Assert.True(nested.Optimism > 0, $"The optimism is {nested.Optimism}.");
        Assert.Contains("optimism", nested.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_search_stands_beside_the_fold_that_it_searched_for()
    {
        var options = Few with { Trials = 4, Sampler = new RandomSampler() };

        var nested = new[] { 1, 2, 7 }.Select(threads => Search.Nested(Trees, Rows, "y", options, new CrossValidationOptions { Folds = 4, MaxThreads = threads })).ToArray();

        Assert.Equal(nested[0].Folds, nested[1].Folds);
        Assert.Equal(nested[0].Folds, nested[2].Folds);
        var splits = new KFold { Folds = 4 }.Split(Rows);
        Assert.All(splits.Zip(nested[0].Folds), pair => Assert.Equal(Search.Run(Trees, Rows.Take(pair.First.Train.Span), "y", options).Best!["rmse"], pair.Second.Inner));
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        Refused("The space has no settings to search. Give at least one of them a range. (Parameter 'shape')", SearchSpace.Over(new Ridge()), Few);
        Refused("There are 2 metrics, but the sampler looks at the first only. Use the NSGA-II sampler, or name one metric. (Parameter 'options')", Trees, Few with { Metrics = ["rmse", "mae"] });
        Refused("The NSGA-II sampler weighs several metrics, but there is only one. Name two or three in Metrics, or use another sampler. (Parameter 'options')", Trees, Few with { Sampler = new Nsga2Sampler() });
        Refused(
            "The NSGA-II sampler has generations of its own and takes no scheduler. Leave one of the two out. (Parameter 'options')",
            Trees, Few with { Sampler = new Nsga2Sampler(), Metrics = ["rmse", "mae"], Scheduler = new Asha() });
        Refused("The budget is 00:00:00, expected a time above 0. (Parameter 'options')", Trees, Few with { Budget = TimeSpan.Zero });
        Refused("The report has no figure 'rsme'. Did you mean 'rmse'? It has: rmse, mae, r2. (Parameter 'name')", Trees, Few with { Metrics = ["rsme"] });
    }

    static void Refused(string message, SearchSpace space, SearchOptions options) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Search.Run(space, Rows, "y", options)).Message);

    /// <summary>The report without what the clock told.</summary>
    static SearchReport Timeless(SearchReport report) => report with { Trials = report.Trials.Select(trial => trial with { Duration = default }).ToEquatableArray() };

    static Table Waves(int count)
    {
        var random = new RandomStream(1);
        var x = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 6).ToArray();
        return Table.Create(Column.Of("x", x), Column.Of("y", Array.ConvertAll(x, value => Math.Sin(value) + (0.2 * random.NextGaussian()))));
    }

    sealed class Listener(Action<Trial> told) : IProgress<Trial>
    {
        public void Report(Trial value) => told(value);
    }

    /// <summary>A clock whose one timer rings when it is told to.</summary>
    sealed class AlarmClock : TimeProvider
    {
        Action? _ring;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return new Silent();
        }

        internal void Ring() => _ring?.Invoke();

        sealed class Silent : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
