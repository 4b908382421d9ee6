namespace Cambium.Cli.Tests;

/// <summary>cambium fairness.</summary>
public sealed class FairnessTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Groups_are_compared_in_words_tables_a_document_and_a_page()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("fairness", "m.model", "mortgages.csv", "--group", "afam", "--html", "fairness.html")).Done();
        var json = (await workshop.RunAsync("fairness", "m.model", "mortgages.csv", "--group", "afam,single", "--positive", "no", "--json")).Done().Json;

        Assert.StartsWith("m.model on 2,380 rows of mortgages.csv: 'deny' by afam\nFindings\n  - 'yes' is the answer for ", text.Out, StringComparison.Ordinal);
        Assert.Contains("Four-fifths rule: with afam = ", text.Out, StringComparison.Ordinal);
        Assert.Contains("demographic_parity_ratio", text.Out, StringComparison.Ordinal);
        Assert.EndsWith("Page: fairness.html\n", text.Out, StringComparison.Ordinal);
        Assert.Equal(("no", "afam × single"), ((string)json["comparison"]!["positive"]!, (string)json["comparison"]!["by"]!));
        Assert.Equal(4, json["comparison"]!["groups"]!.AsArray().Count);
        Assert.NotEmpty(json["comparison"]!["findings"]!.AsArray());
        var page = File.ReadAllText(Path.Combine(workshop.Folder, "fairness.html"));
        Assert.Contains("<h2>true_positive_rate</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"share\" ", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<rect class=\"rule\" ").Length - 1);
        Assert.Contains("A row is called what is most probable.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reweigh")]
    [InlineData("remove-correlation")]
    [InlineData("exponentiated-gradient")]
    [InlineData("thresholds")]
    public async Task A_method_brings_groups_together_and_tells_what_it_costs(string method)
    {
        await TrainAsync();

        var answer = (await workshop.RunAsync("fairness", "m.model", "mortgages.csv", "--group", "afam", "--mitigate", method, "--test", "0.5", "--json")).Done().Json;

        double Of(string part) => (double)(part == "before" ? answer["mitigation"]!["before"]! : answer["comparison"]!)["figures"]!.AsArray().Single(own => (string)own!["name"]! == "demographic_parity_difference")!["value"]!;
        Assert.True(Of("after") < Of("before"), $"{Of("before")} to {Of("after")}");
        Assert.InRange((double)answer["mitigation"]!["accuracy_after"]!, 0.8, 1);
        Assert.Equal(1190, (int)answer["learned_from"]!);
    }

    [Fact]
    public async Task What_was_learned_fairly_is_saved_and_drawn_with_its_trade_off()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync(
            "fairness", "m.model", "mortgages.csv", "--group", "afam", "--mitigate", "reject-option", "--bound", "0.05", "--out", "fair.model", "--html", "fair.html")).Done();
        var again = (await workshop.RunAsync("fairness", "fair.model", "mortgages.csv", "--group", "afam", "--json")).Done().Json;
        var lacking = await workshop.WithFile("bare.csv", "x\n1\n").RunAsync("predict", "fair.model", "bare.csv");

        Assert.Contains("reject-option learned anew from 1,785 rows; 'deny' by afam", text.Out, StringComparison.Ordinal);
        Assert.Contains(" rows held out.", text.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("(chosen)", text.Out, StringComparison.Ordinal);
        Assert.Contains("Saved: fair.model\n", text.Out, StringComparison.Ordinal);
        Assert.Equal(2, again["comparison"]!["groups"]!.AsArray().Count);
        Assert.Contains("bare.csv lacks the columns ", lacking.Error, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(workshop.Folder, "fair.html"));
        Assert.Contains("The bound of 0.050 is ", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">1  as it is</th>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>What fairness costs</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Before and after</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_kept_on_the_run_of_a_registered_model_with_every_threshold_and_the_trade_off()
    {
        await TrainAsync();
        (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--learner", "linear", "--register", "loans", "--store", "kept")).Done();

        var text = (await workshop.RunAsync("fairness", "models:/loans/1", "mortgages.csv", "--group", "afam", "--log", "--store", "kept")).Done();
        using var tracker = Tracking.Tracker.Open(Path.Combine(workshop.Folder, "kept"));
        var run = tracker.RunOf(tracker.FindVersion("loans/1"))!;
        var first = tracker.ReadFairness(run.Id)!;
        (await workshop.RunAsync("fairness", "models:/loans/1", "mortgages.csv", "--group", "afam", "--mitigate", "reweigh", "--log", "--store", "kept", "--json")).Done();
        var second = tracker.ReadFairness(run.Id)!;

        Assert.EndsWith($"Kept on run {run.Id[..8]}, where the fairness page of models:/loans/1 shows it (cambium server).\n", text.Out, StringComparison.Ordinal);
        Assert.Equal((0.5, "afam", 2380), (first.Thresholds!.Own, first.Groups!.By, first.Groups.Groups.Sum(group => group.Rows)));
        Assert.Null(first.TradeOff);
        Assert.Equal(first, second with { TradeOff = null });
        Assert.Equal(["as it is", "reweigh"], second.TradeOff!.Points.Select(point => point.Label));
    }

    [Fact]
    public async Task The_trade_off_of_a_bounded_error_is_by_the_most_errors_of_a_group()
    {
        await TrainAsync();

        var answer = (await workshop.RunAsync(
            "fairness", "m.model", "mortgages.csv", "--group", "afam", "--mitigate", "grid-search", "--constraint", "bounded-error", "--bound", "0.15", "--html", "bounded.html", "--json")).Done().Json;

        var errors = answer["comparison"]!["groups"]!.AsArray().Select(group => (double)group!["scores"]!.AsArray().Single(score => (string)score!["name"]! == "error_rate")!["value"]!).Max();
        Assert.Equal("largest_error_rate", (string)answer["curve"]!["figure"]!);
        Assert.Equal(errors, (double)answer["curve"]!["points"]!.AsArray().Single(point => (string)point!["label"]! == "bound 0.15")!["unfairness"]!, 1e-12);
        Assert.Equal(errors <= 0.15, (bool)answer["mitigation"]!["bound_kept"]!);
    }

    [Fact]
    public async Task A_threshold_of_its_own_is_told_and_dropped_by_thresholds_of_groups()
    {
        await TrainAsync();
        (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--learner", "linear", "--threshold-for", "alarms=0.1", "--out", "alarms.model")).Done();

        var told = (await workshop.RunAsync("fairness", "alarms.model", "mortgages.csv", "--group", "afam", "--html", "alarms.html")).Done();
        var mitigated = (await workshop.RunAsync("fairness", "alarms.model", "mortgages.csv", "--group", "afam", "--mitigate", "thresholds")).Done();

        Assert.Contains("A row is called 'yes' from a probability of 0.", told.Out, StringComparison.Ordinal);
        Assert.Contains(" on, the model&#39;s own threshold.</p>", File.ReadAllText(Path.Combine(workshop.Folder, "alarms.html")), StringComparison.Ordinal);
        var words = mitigated.Out.ReplaceLineEndings(" ");
        Assert.Contains(" is dropped: each group has one of its own now. ", words, StringComparison.Ordinal);
        Assert.Contains("The bound of 0.020 is ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_classes_the_one_that_counts_must_be_named()
    {
        workshop.WithSample("iris.csv");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--out", "iris.model")).Done();
        var held = workshop.WithFile("held.csv", string.Join('\n', File.ReadAllLines(Path.Combine(workshop.Folder, "iris.csv")).Select((line, i) => line + (i == 0 ? ",half" : i % 2 == 0 ? ",a" : ",b"))) + "\n");

        var unnamed = await held.RunAsync("fairness", "iris.model", "held.csv", "--group", "half");
        var reported = await held.RunAsync("report", "iris.model", "held.csv", "--group", "half");
        var named = (await held.RunAsync("fairness", "iris.model", "held.csv", "--group", "half", "--positive", "virginica", "--json")).Done().Json;

        unnamed.Refused(2, "cambium fairness: The model tells 3 classes apart (setosa, versicolor, virginica), and groups are compared by one decision. Name the class that counts as it with --positive CLASS.");
        reported.Refused(
            2, "cambium report: --group compares one decision, but the model tells 3 classes apart (setosa, versicolor, virginica). Leave it out, and compare them with cambium fairness --positive CLASS.");
        Assert.Equal("virginica", (string)named["comparison"]!["positive"]!);
    }

    [Fact]
    public async Task A_regressors_errors_are_compared()
    {
        workshop.WithSample("diabetes.csv");
        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--out", "r.model")).Done();

        var text = (await workshop.RunAsync("fairness", "r.model", "diabetes.csv", "--group", "sex", "--html", "errors.html")).Done();
        var mitigated = await workshop.RunAsync("fairness", "r.model", "diabetes.csv", "--group", "sex", "--mitigate", "reweigh");

        Assert.DoesNotContain("0.000", text.Out, StringComparison.Ordinal);
        Assert.Contains("bounded_group_loss", text.Out, StringComparison.Ordinal);
        mitigated.Refused(2, "cambium fairness: --mitigate changes the decisions of a classifier; this model answers with numbers. Leave it out to compare its errors.");
    }

    [Theory]
    [InlineData("--group afam --mitigate reweihg", "cambium fairness: --mitigate knows no method 'reweihg'. Did you mean 'reweigh'? The methods are: reweigh, resample, remove-correlation, exponentiated-gradient, grid-search, thresholds, reject-option.")]
    [InlineData("--group afam --mitigate reweigh --constraint equalised-odds", "cambium fairness: --mitigate reweigh brings selection rates together, which is --constraint demographic-parity. Leave the constraint out, or choose another method.")]
    [InlineData("--group afam --mitigate thresholds --constraint bounded-error", "cambium fairness: --constraint bounded-error is for --mitigate exponentiated-gradient and grid-search, not thresholds.")]
    [InlineData("--group afam --mitigate thresholds --constraint parity", "cambium fairness: --constraint knows no 'parity'. The constraints are: demographic-parity, equal-opportunity, equalised-odds, bounded-error.")]
    [InlineData("--group afam --out x.model", "cambium fairness: --out goes with --mitigate METHOD. Name one, or leave it out.")]
    [InlineData("--group afam --log", "cambium fairness: --log keeps findings on the run that made a registered model, but 'm.model' is a folder. Name the model as models:/NAME/VERSION, or leave --log out.")]
    [InlineData("--group afam --bound 0.1", "cambium fairness: --bound goes with --mitigate METHOD. Name one, or leave it out.")]
    [InlineData("--group afam --positive no --mitigate thresholds --constraint equal-opportunity", "cambium fairness: --constraint equal-opportunity is held for the second class, 'yes', not for 'no'. Leave --positive out, or choose --constraint equalised-odds, which holds both.")]
    public async Task What_does_not_fit_together_is_refused(string words, string line)
    {
        await TrainAsync();

        (await workshop.RunAsync(["fairness", "m.model", "mortgages.csv", .. words.Split(' ')])).Refused(2, line);
    }

    [Fact]
    public async Task Columns_that_make_no_groups_are_refused()
    {
        await TrainAsync();
        var held = workshop.WithFile("one.csv", string.Join('\n', File.ReadAllLines(Path.Combine(workshop.Folder, "mortgages.csv")).Take(40).Select((line, i) => line + (i == 0 ? ",same,gone" : $",a,{(i < 5 ? "x" : "")}"))) + "\n");

        var absent = await held.RunAsync("fairness", "m.model", "one.csv", "--group", "afamm");
        var one = await held.RunAsync("fairness", "m.model", "one.csv", "--group", "same");
        var missing = await held.RunAsync("fairness", "m.model", "one.csv", "--group", "gone");

        Assert.StartsWith("cambium fairness: There is no column 'afamm'. Did you mean 'afam'?", absent.Error, StringComparison.Ordinal);
        one.Refused(1, "cambium fairness: 'same' has one group, 'a', in all 39 rows, and fairness compares groups. Give rows of several groups, or name another column.");
        missing.Refused(1, "cambium fairness: Column 'gone' is missing in 35 of 39 rows, more than half, so that nothing can be said of its groups. Fill it in, or name another column.");
    }

    async Task TrainAsync()
    {
        workshop.WithSample("mortgages.csv");
        if (!Directory.Exists(Path.Combine(workshop.Folder, "m.model")))
        {
            (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--learner", "linear", "--out", "m.model")).Done();
        }
    }
}
