namespace Cambium.Cli.Tests;

/// <summary>Thresholds and calibration in cambium train and cambium evaluate.</summary>
public sealed class ThresholdTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Evaluate_finds_thresholds_with_intervals_and_says_what_cannot_be_reached()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("evaluate", "plain.model", "mortgages.csv", "--threshold-for", "recall=0.8,cost=5:1", "--threshold-for", "precision=1")).Done();
        var json = (await workshop.RunAsync("evaluate", "plain.model", "mortgages.csv", "--threshold-for", "recall=0.8,precision=1", "--group", "condominium", "--metric", "ece", "--json")).Done().Json;

        Assert.Contains("Thresholds of the probability of 'yes', chosen on these rows", text.Out, StringComparison.Ordinal);
        Assert.Contains("recall=0.8", text.Out, StringComparison.Ordinal);
        Assert.Equal(3, text.Out.Split('\n').Count(line => line.Contains(" threshold ", StringComparison.Ordinal)));
        Assert.Single(text.Out.Split('\n'), line => line.TrimStart().StartsWith("cost  ", StringComparison.Ordinal));
        var found = json["thresholds"]!.AsArray();
        Assert.Equal(["recall=0.8", "precision=1"], found.Select(own => (string)own!["goal"]!));
        Assert.True((bool)found[0]!["reached"]!);
        Assert.InRange((double)found[0]!["figures"]!["recall"]!["value"]!, 0.8, 0.82);
        Assert.InRange((double)found[0]!["threshold"]!, (double)found[0]!["low"]!, (double)found[0]!["high"]!);
        Assert.Equal("condominium", (string)json["grouped_by"]!);
        Assert.True((double)json["scores"]!["ece"]!["value"]! > 0);
    }

    [Fact]
    public async Task A_page_draws_the_calibration_of_every_class()
    {
        await TrainAsync();
        workshop.WithSample("iris.csv");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--out", "iris.model")).Done();

        var text = (await workshop.RunAsync("evaluate", "plain.model", "mortgages.csv", "--calibration-html", "two.html")).Done();
        var json = (await workshop.RunAsync("evaluate", "iris.model", "iris.csv", "--calibration-html", "three.html", "--json")).Done().Json;

        Assert.EndsWith("Page: two.html\n", text.Out, StringComparison.Ordinal);
        var (two, three) = (Page("two.html"), Page("three.html"));
        Assert.Equal(2, two.Split("<svg ").Length - 1);
        Assert.Contains("<h2>probability of &#39;yes&#39;, bins of equally many rows</h2>", two, StringComparison.Ordinal);
        Assert.Equal(4, three.Split("<svg ").Length - 1);
        Assert.Contains("<h2>probability of the most probable class, bins of equal width</h2>", three, StringComparison.Ordinal);
        Assert.All([two, three], page => Assert.DoesNotContain("NaN", page, StringComparison.Ordinal));
        Assert.Equal([null, "setosa", "versicolor", "virginica"], json["calibration"]!.AsArray().Select(curve => (string?)curve!["class"]));
        Assert.Equal(150, json["calibration"]![0]!["bins"]!.AsArray().Sum(bin => (int)bin!["rows"]!));
    }

    [Fact]
    public async Task Train_keeps_the_calibration_and_the_threshold_in_the_model()
    {
        await TrainAsync();

        var trained = (await workshop.RunAsync(
            "train", "mortgages.csv", "--target", "deny", "--learner", "linear", "--calibrate", "beta", "--threshold-for", "alarms=0.05", "--out", "kept.model", "--json")).Done().Json;
        var judged = (await workshop.RunAsync("evaluate", "kept.model", "mortgages.csv", "--json")).Done().Json;
        var told = (await workshop.RunAsync("evaluate", "kept.model", "mortgages.csv")).Done();
        foreach (var words in new string[][] { ["explain", "--row", "3"], ["explain", "--row", "3", "--method", "lime"], ["counterfactual", "--row", "3"] })
        {
            var answer = (await workshop.RunAsync([words[0], "kept.model", "mortgages.csv", .. words[1..]])).Done();
            Assert.Matches("\n  A row is called 'yes' from a probability of 0\\.[0-9]+ on, the model's own threshold\\.\n", answer.Out);
        }

        var one = (await workshop.RunAsync("counterfactual", "kept.model", "mortgages.csv", "--row", "3", "--json")).Done().Json;
        Assert.InRange((double)one["threshold"]!, 0.05, 0.95);

        Assert.Equal("recall-at-alarm-share", (string)trained["settings"]!["metric"]!);
        Assert.Contains("method=beta", (string)trained["settings"]!["base"]!, StringComparison.Ordinal);
        Assert.Contains("logistic-regression", (string)trained["settings"]!["base"]!, StringComparison.Ordinal);
        var confusion = judged["confusion"]!.AsArray().Select(count => (int)count!).ToArray();
        Assert.InRange((confusion[1] + confusion[3]) / (double)confusion.Sum(), 0.03, 0.07);
        Assert.Matches("\n  A row is called 'yes' from a probability of 0\\.[0-9]+ on, the model's own threshold\\.\n", told.Out);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        await TrainAsync();
        workshop.WithSample("iris.csv").WithSample("diabetes.csv");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--out", "flowers.model")).Done();
        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--out", "numbers.model")).Done();

        Refused(
            "cambium evaluate: --threshold-for takes precision=0.9, recall=0.8, alarms=0.05 (share of rows), cost=10:1 (of a miss, of a false alarm), f1, youden, accuracy or matthews, not 'precision=9'.",
            await workshop.RunAsync("evaluate", "plain.model", "mortgages.csv", "--threshold-for", "precision=9"));
        Refused(
            "cambium evaluate: --threshold-for looks for a border between two classes; this model has no two. To give prices to calls of more: cambium train --learner cost-sensitive-classifier.",
            await workshop.RunAsync("evaluate", "flowers.model", "iris.csv", "--threshold-for", "f1"));
        (await workshop.RunAsync("evaluate", "numbers.model", "diabetes.csv", "--threshold-for", "f1")).Refused(
            2, "cambium evaluate: --threshold-for looks for a border between two classes; this model tells no classes apart. Leave it out.");
        foreach (var (command, words) in new[] { ("evaluate", new[] { "plain.model", "mortgages.csv" }), ("train", ["mortgages.csv", "--target", "deny"]) })
        {
            (await workshop.RunAsync([command, .. words, "--threshold-for", "cost=0:0"])).Refused(
                2, $"cambium {command}: --threshold-for cost=0:0 prices neither a miss nor a false alarm, so that every threshold costs the same. Give one of them a price, such as cost=10:1.");
        }

        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--threshold-for", "f1")).Refused(
            2,
            "cambium train: --threshold-for looks for a border between two classes; the target 'species' has more (setosa, versicolor, virginica, ...). Leave it out, or give prices to calls: --learner " +
            "cost-sensitive-classifier.");
        Refused(
            "cambium evaluate: --calibration-html draws probabilities of classes; this model gives none.",
            await workshop.RunAsync("evaluate", "numbers.model", "diabetes.csv", "--calibration-html", "no.html"));
        Refused(
            "cambium train: --calibrate takes platt, isotonic, beta, temperature, not 'bta'. Did you mean 'beta'?",
            await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--calibrate", "bta"));
        Refused(
            "cambium train: --calibrate leaves rows out one by one, which parts those of a --group. Leave one of the two out; a threshold for grouped rows: cambium evaluate --threshold-for GOAL --group COL.",
            await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--calibrate", "beta", "--group", "condominium"));
        Refused(
            "cambium train: --calibrate is for classification; this is regression. Leave it out.",
            await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--calibrate", "beta"));
        Refused(
            "cambium train: --threshold-for goes with one learner; --learner auto tries many and calls by its own. Leave one out.",
            await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--learner", "auto", "--threshold-for", "f1"));
    }

    static void Refused(string message, Answer answer) => Assert.StartsWith(message + "\n", answer.Error, StringComparison.Ordinal);

    string Page(string name) => File.ReadAllText(Path.Combine(workshop.Folder, name));

    async Task TrainAsync()
    {
        workshop.WithSample("mortgages.csv");
        if (!Directory.Exists(Path.Combine(workshop.Folder, "plain.model")))
        {
            (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--learner", "linear", "--out", "plain.model")).Done();
        }
    }
}
