using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Cli.Tests;

/// <summary>cambium tune, also cut off and gone on with.</summary>
public sealed class TuneTests(Workshop workshop) : IClassFixture<Workshop>
{
    static readonly string[] Iris = ["tune", "iris.csv", "--target", "species", "--learner", "decision-tree-classifier", "--cv", "3"];

    /// <summary>A search of some seconds.</summary>
    static readonly string[] Forests =
    [
        "tune", "iris.csv", "--target", "species", "--learner", "random-forest-classifier", "--cv", "3", "--space", "trees=300..900 max-depth=1..9", "--trials", "16", "--workers", "2", "--json",
    ];

    [Fact]
    public async Task Tuning_shows_the_best_and_keeps_its_model()
    {
        workshop.WithSample("iris.csv");

        var answer = (await workshop.RunAsync([.. Iris, "--space", "max-depth=1..6 min-rows-per-leaf=1..20", "--trials", "12", "--register", "irises", "--store", "kept"])).Done();

        Assert.StartsWith("decision-tree-classifier is tuned for 'species' of iris.csv (classification)\n  120 rows to learn from, 30 held out to judge by.\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("\n  search  12 complete  ", answer.Out, StringComparison.Ordinal);
        Assert.Matches(@"trial +roc_auc +max-depth +min-rows-per-leaf", answer.Out);
        Assert.Contains("What explains the differences: ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("On the 30 held-out rows", answer.Out, StringComparison.Ordinal);
        Assert.Contains("model  models:/irises/1\n", answer.Out, StringComparison.Ordinal);
        using var tracker = Tracker.Open(Path.Combine(workshop.Folder, "kept"));
        var parent = tracker.Runs(tracker.Experiments().Single(experiment => experiment.Name == "iris").Id).Single(run => run.Name == "tune decision-tree-classifier");
        Assert.Equal(12, tracker.NestedRuns(parent.Id).Count);
        Assert.Equal("max-depth=1..6 min-rows-per-leaf=1..20", parent.Parameters["search.space"]);
        Assert.Equal(parent.Parameters["max_depth"], tracker.ReadSearch(parent.Id)!.Best!.Settings[0].Value);
    }

    [Fact]
    public async Task Learners_are_chosen_among_and_several_metrics_weighed()
    {
        workshop.WithSample("iris.csv").WithFile("space.txt", "# of two kinds\ndecision-tree-classifier(max-depth: 1..5) |\nlogistic-regression(l2: log(0.01..10))\n");

        var choice = (await workshop.RunAsync("tune", "iris.csv", "--target", "species", "--space", "space.txt", "--trials", "6", "--cv", "3", "--sampler", "sobol", "--json")).Done().Json;
        var both = (await workshop.RunAsync([.. Iris, "--space", "max-depth=1..6", "--trials", "8", "--sampler", "nsga-2", "--metric", "accuracy", "--metric", "log_loss", "--json"])).Done().Json;

        Assert.Equal(["decision-tree-classifier", "logistic-regression"], choice["trials"]!.AsArray().Select(trial => (string)trial!["settings"]!["recipe"]!).Distinct().Order());
        Assert.Equal(8, both["trials"]!.AsArray().Count);
        Assert.InRange((double)both["scores"]!["accuracy"]!["value"]!, 0.5, 1);
    }

    [Fact]
    public async Task A_space_in_a_file_of_YAML_is_the_same_as_in_text()
    {
        workshop.WithSample("iris.csv").WithFile("space.yaml", "space:\n  max-depth: 1..6\n  criterion: [gini, entropy]\n").WithFile("choice.yml", "choices:\n  decision-tree-classifier: {max-depth: 1..5}\n  prior-classifier: {}\n");

        var yaml = (await workshop.RunAsync([.. Iris, "--space", "space.yaml", "--trials", "5", "--json"])).Done().Json;
        var text = (await workshop.RunAsync([.. Iris, "--space", "max-depth=1..6 criterion={gini, entropy}", "--trials", "5", "--json"])).Done().Json;
        var choice = (await workshop.RunAsync("tune", "iris.csv", "--target", "species", "--space", "choice.yml", "--trials", "4", "--cv", "3", "--json")).Done().Json;

        Assert.Equal(Timeless(text["trials"]!), Timeless(yaml["trials"]!));
        Assert.Equal(4, choice["trials"]!.AsArray().Count);
        (await workshop.RunAsync([.. Iris, "--space", "none.yaml"]))
            .Refused(1, "cambium tune: There is no file 'none.yaml' with a space of settings. Check the name, or write the space itself, such as --space 'trees=50..500'.");
        (await workshop.WithFile("bad.yaml", "space:\n  depth: 1..6\n").RunAsync([.. Iris, "--space", "bad.yaml"]))
            .Refused(1, "cambium tune: bad.yaml, line 2: The learner 'decision-tree-classifier' has no setting 'depth'. Its settings are: criterion, max_depth, max_leaves, min_rows_per_leaf, min_rows_to_split, "
                + "min_impurity_decrease, features_per_split, pruning_alpha, seed.");
    }

    [Fact]
    public async Task A_budget_ends_the_search_and_not_the_work_after_it()
    {
        workshop.WithSample("iris.csv");

        var json = (await workshop.RunAsync([.. Iris, "--space", "min-rows-per-leaf=1..40", "--budget", "3s", "--workers", "1", "--sampler", "random", "--scheduler", "median", "--json"])).Done().Json;

        Assert.Equal("budget", (string)json["end"]!);
        Assert.NotNull(json["scores"]);
    }

    [Fact]
    public async Task A_killed_search_goes_on_and_ends_as_one_that_was_not()
    {
        workshop.WithSample("iris.csv");
        using var process = workshop.Start([], [.. Forests, "--store", "killed"]);
        await EndedTrialsAsync("killed", 3);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var other = await workshop.RunAsync([.. Forests, "--store", "killed", "--resume", "--seed", "1"]);
        var more = await workshop.RunAsync([.. Forests, "--store", "killed", "--resume", "--sampler", "random"]);
        var resumed = (await workshop.RunAsync([.. Forests, "--store", "killed", "--resume"])).Done().Json;
        var whole = (await workshop.RunAsync([.. Forests, "--store", "whole"])).Done().Json;
        var again = await workshop.RunAsync([.. Forests, "--store", "killed", "--resume"]);

        Assert.Contains("searched other rows than these", other.Error, StringComparison.Ordinal);
        Assert.Matches("^cambium tune: Run [0-9a-f]{32} searched with search.sampler 'tpe', not 'random', so its trials are of another search. Give the same words as at first, or begin anew without --resume.\n$", more.Error);
        Assert.DoesNotContain("goes on", more.Out, StringComparison.Ordinal);
        Assert.Equal(Timeless(whole["trials"]!), Timeless(resumed["trials"]!));
        Assert.Equal(whole["settings"]!.ToJsonString(), resumed["settings"]!.ToJsonString());
        Assert.Equal(whole["scores"]!.ToJsonString(), resumed["scores"]!.ToJsonString());
        Assert.Equal("cambium tune: The experiment 'iris' has no search that was cut off. Leave out --resume to begin one.\n", again.Error);
    }

    [Fact]
    public async Task A_search_that_is_stopped_says_how_it_goes_on()
    {
        workshop.WithSample("iris.csv");
        using var process = workshop.Start([], [.. Forests, "--store", "stopped"]);
        await EndedTrialsAsync("stopped", 2);

        Workshop.Signal(process, "INT");
        var answer = await Workshop.EndAsync(process);

        Assert.Equal(130, answer.Status);
        Assert.Matches("^cambium tune: Stopped before the end, as asked, after [0-9]+ trials. The same words with --resume go on from there.\n$", answer.Error);
        (await workshop.RunAsync([.. Forests, "--store", "stopped", "--resume"])).Done();
    }

    [Theory]
    [InlineData("Say what to search with --space, such as --space 'trees=50..500 learning-rate=log(0.01..0.3)'.")]
    [InlineData("There is no sampler 'tpa'. Did you mean 'tpe'? The samplers are: grid, random, sobol, tpe, nsga-2.", "--space", "max-depth=1..4", "--sampler", "tpa")]
    [InlineData("There is no scheduler 'asa'. Did you mean 'asha'? The schedulers are: median, halving, hyperband, asha.", "--space", "max-depth=1..4", "--scheduler", "asa")]
    [InlineData("--budget takes a time such as 90s, 5m or 2h, at most 720h, not '60'. See 'cambium tune --help'.", "--space", "max-depth=1..4", "--budget", "60")]
    [InlineData("--space names its learners itself. Leave out --learner and --set.", "--space", "decision-tree-classifier(max-depth=1..4)")]
    public async Task Misuse_is_refused_with_what_to_do(string line, params string[] words)
    {
        workshop.WithSample("iris.csv");

        (await workshop.RunAsync([.. Iris, .. words])).Refused(2, $"cambium tune: {line}");
    }

    [Theory]
    [InlineData("y", "ridge", "'ridge' cannot learn this: the target 'y' holds Category values; a regressor's target holds numbers: use a classifier. Choose another --learner or --target.")]
    [InlineData("x", "decision-tree-classifier", "'decision-tree-classifier' cannot learn this: the target 'x' holds the number 0.5; a classifier's target holds categories, texts, truths or whole numbers: use a regressor, or cut the numbers into categories. Choose another --learner or --target.")]
    [InlineData("one", "decision-tree-classifier", "Every row to learn from has 'a' as its 'one', so there is nothing to tell apart. Choose another --target, or rows of two classes.")]
    [InlineData("y", "decision-tree-classifier", "24 rows to learn from are too few for 25 folds. Give more rows, or a smaller --cv.", "--cv", "25")]
    public async Task What_no_trial_could_survive_is_refused_before_the_first(string target, string learner, string line, params string[] more)
    {
        var rows = string.Join('\n', Enumerable.Range(0, 30).Select(row => $"{row / 2 + 0.5:0.0},{(row % 3 == 0 ? "p" : "q")},a"));
        workshop.WithFile("small.csv", $"x,y,one\n{rows}\n");
        var range = learner == "ridge" ? "l2=0.1..10" : "max-depth=1..4";

        var answer = await workshop.RunAsync(["tune", "small.csv", "--target", target, "--learner", learner, "--space", range, "--store", "none", .. more]);

        answer.Refused(1, $"cambium tune: {line}");
        Assert.False(Directory.Exists(Path.Combine(workshop.Folder, "none")));
    }

    static string Timeless(JsonNode trials)
    {
        var copy = trials.DeepClone().AsArray();
        foreach (var trial in copy)
        {
            trial!.AsObject().Remove("seconds");
        }

        return copy.ToJsonString();
    }

    /// <summary>Waits until the store shows so many trials that have ended.</summary>
    async Task EndedTrialsAsync(string store, int count)
    {
        var folder = Path.Combine(workshop.Folder, store);
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.db").Any())
            {
                continue;
            }

            using var tracker = Tracker.Open(folder);
            if (tracker.Experiments().SelectMany(experiment => tracker.Runs(experiment.Id)).Count(run => run.Tags.ContainsKey("trial.status")) >= count)
            {
                return;
            }
        }

        throw new TimeoutException("No trials ended within a minute.");
    }
}
