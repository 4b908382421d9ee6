using System.Text.Json.Nodes;

namespace Cambium.Cli.Tests;

/// <summary>cambium slices.</summary>
public sealed class SlicesTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Weak_spots_are_told_in_words_tables_a_document_and_a_page()
    {
        await TrainAsync();
        string[] words = ["slices", "m.model", "test.csv", "--depth", "2", "--robustness", "--labels", "--train", "train.csv"];

        var text = (await workshop.RunAsync([.. words, "--html", "slices.html"])).Done();
        var json = (await workshop.RunAsync([.. words, "--json"])).Done().Json;

        Assert.Contains("m.model on 595 rows of test.csv: 'deny'\nFindings\n  - Of ", text.Out, StringComparison.Ordinal);
        Assert.Contains(" of up to 2 conditions, ", text.Out, StringComparison.Ordinal);
        foreach (var heading in new[] { "said - true", "learned from", "all columns", "one column, roc_auc worse by", "probably wrong", "margin" })
        {
            Assert.Contains(heading, text.Out, StringComparison.Ordinal);
        }

        Assert.EndsWith("Page: slices.html\n", text.Out, StringComparison.Ordinal);
        Assert.Equal(("test.csv", "deny", 595), ((string)json["data"]!, (string)json["target"]!, (int)json["rows"]!));
        var slice = json["slices"]!["slices"]!.AsArray()[0]!;
        Assert.True((double)slice["error"]! > (double)slice["rest_error"]! && (double)slice["error_interval"]!["low"]! < (double)slice["error"]!);
        Assert.Equal(["roc_auc", "accuracy", "log_loss"], json["gap"]!["figures"]!.AsArray().Select(figure => (string)figure!["metric"]!));
        Assert.Equal(["noise", "missing", "swapped"], json["robustness"]!["curves"]!.AsArray().Take(3).Select(curve => (string)curve!["damage"]!));
        Assert.True(json["sentences"]!.AsArray().Count > 6);
        var issue = json["labels"]!["issues"]!.AsArray()[0]!;
        // Rows are counted from 1: the label stands in that line below the header.
        Assert.Equal(File.ReadAllLines(Path.Combine(workshop.Folder, "test.csv"))[(int)issue["row"]!].Split(',')[0], (string)issue["given"]!);
        var page = File.ReadAllText(Path.Combine(workshop.Folder, "slices.html"));
        foreach (var heading in new[] { "Error by slice", "Calibration of slices", "Seen and unseen rows", "What it bears", "Doubtful labels" })
        {
            Assert.Contains($"<h2>{heading}</h2>", page, StringComparison.Ordinal);
        }

        Assert.Contains("<polyline ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_words_give_the_same_document_and_what_is_not_asked_for_is_not_there()
    {
        await TrainAsync();
        string[] words = ["slices", "m.model", "test.csv", "--column", "afam,single", "--depth", "1", "--min-rows", "20", "--fdr", "0.2", "--json"];

        var first = (await workshop.RunAsync(words)).Done();
        var again = (await workshop.RunAsync(words)).Done();

        Assert.Equal(first.Out, again.Out);
        var json = first.Json;
        Assert.All(json["slices"]!["slices"]!.AsArray().SelectMany(slice => slice!["conditions"]!.AsArray()), condition => Assert.Contains((string)condition!["column"]!, new[] { "afam", "single" }));
        Assert.Equal(4, (int)json["slices"]!["tested"]!);
        Assert.Null(json["gap"]);
        Assert.Null(json["robustness"]);
        Assert.Null(json["labels"]);
    }

    [Fact]
    public async Task A_regressors_slices_and_extreme_values_are_told()
    {
        workshop.WithSample("diabetes.csv");
        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--out", "r.model")).Done();

        var text = (await workshop.RunAsync("slices", "r.model", "diabetes.csv", "--labels", "--robustness", "--depth", "1", "--html", "numbers.html")).Done();

        Assert.Contains("of 'progression' ", text.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("one column, r2 worse by", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(workshop.Folder, "numbers.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_are_kept_on_the_run_of_a_registered_model()
    {
        await TrainAsync();
        (await workshop.RunAsync("train", "train.csv", "--target", "deny", "--learner", "linear", "--register", "mort", "--store", "kept")).Done();

        var text = (await workshop.RunAsync("slices", "models:/mort/1", "test.csv", "--depth", "1", "--log", "--store", "kept")).Done();

        Assert.Contains("where the slices page of models:/mort/1 shows it (cambium server).", text.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var kept = Assert.Single(Directory.GetFiles(Path.Combine(workshop.Folder, "kept"), "slices.json", SearchOption.AllDirectories));
        Assert.Equal("test.csv", (string)JsonNode.Parse(File.ReadAllText(kept))!["data"]!);
        (await workshop.RunAsync("slices", "m.model", "test.csv", "--log")).Refused(
            2, "cambium slices: --log keeps findings on the run that made a registered model, but 'm.model' is a folder. Name the model as models:/NAME/VERSION, or leave --log out.");
    }

    [Fact]
    public async Task Training_keeps_the_slices_of_its_held_out_rows()
    {
        await TrainAsync();
        (await workshop.RunAsync("train", "train.csv", "--target", "deny", "--learner", "linear", "--store", "trained")).Done();
        (await workshop.RunAsync("train", "train.csv", "--learner", "k-means", "--drop", "deny", "--store", "grouped")).Done();

        var kept = Assert.Single(Directory.GetFiles(Path.Combine(workshop.Folder, "trained"), "slices.json", SearchOption.AllDirectories));
        var json = JsonNode.Parse(File.ReadAllText(kept))!;

        Assert.Equal(("held out when it was trained", 2), ((string)json["data"]!, (int)json["slices"]!["depth"]!));
        Assert.InRange((int)json["slices"]!["rows"]!, 350, 450);
        Assert.Empty(Directory.GetFiles(Path.Combine(workshop.Folder, "grouped"), "slices.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        await TrainAsync();
        workshop.WithFile("bare.csv", File.ReadAllText(Path.Combine(workshop.Folder, "test.csv")).Replace("deny", "denied", StringComparison.Ordinal));
        (await workshop.RunAsync("train", "test.csv", "--learner", "k-means", "--drop", "deny", "--out", "k.model")).Done();

        (await workshop.RunAsync("slices", "m.model", "bare.csv")).Refused(1, "cambium slices: bare.csv lacks the column 'deny' that the model predicts, so where it does worst cannot be told.");
        (await workshop.RunAsync("slices", "m.model", "test.csv", "--train", "bare.csv")).Refused(1, "cambium slices: bare.csv lacks the column 'deny' that the model predicts, so where it does worst cannot be told.");
        (await workshop.RunAsync("slices", "k.model", "test.csv")).Refused(2, "cambium slices: Slices are found by answers and truth, but this model has no target. Name a classifier's or a regressor's.");
        (await workshop.RunAsync("slices", "m.model", "test.csv", "--fdr", "0")).Refused(2, "cambium slices: --fdr takes a number from 0.0001 to 0.5, not '0'.");
        (await workshop.RunAsync("slices", "m.model", "test.csv", "--depth", "4")).Refused(2, "cambium slices: --depth takes a whole number from 1 to 3, not '4'. See 'cambium slices --help'.");
        Assert.StartsWith("cambium slices: --column names 'afamm', which is not in test.csv. Did you mean 'afam'? It has: deny, ", (await workshop.RunAsync("slices", "m.model", "test.csv", "--column", "afamm")).Error, StringComparison.Ordinal);
        (await workshop.RunAsync("slices", "m.model", "test.csv", "--min-rows", "400")).Refused(
            1, "cambium slices: test.csv has 595 rows, but a slice of at least 400 and as many beside it take 800. Give more rows, or lower --min-rows.");
    }

    async Task TrainAsync()
    {
        workshop.WithSample("mortgages.csv");
        if (!Directory.Exists(Path.Combine(workshop.Folder, "m.model")))
        {
            var lines = File.ReadAllLines(Path.Combine(workshop.Folder, "mortgages.csv"));
            workshop.WithFile("test.csv", string.Join('\n', lines.Where((_, line) => line == 0 || line % 4 == 0)) + "\n");
            workshop.WithFile("train.csv", string.Join('\n', lines.Where((_, line) => line == 0 || line % 4 != 0)) + "\n");
            (await workshop.RunAsync("train", "train.csv", "--target", "deny", "--learner", "boosted-trees", "--out", "m.model")).Done();
        }
    }
}
