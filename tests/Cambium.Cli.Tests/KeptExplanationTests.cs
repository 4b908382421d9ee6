using System.Text.Json.Nodes;

namespace Cambium.Cli.Tests;

/// <summary>Explained rows that "cambium train" and "cambium explain --log" keep on runs.</summary>
public sealed class KeptExplanationTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_training_keeps_explained_held_out_rows_unless_it_must_not()
    {
        workshop.WithSample("mortgages.csv");

        var kept = (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--store", "kept")).Done();
        var none = (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--no-sample", "--store", "none")).Done();

        Assert.Contains("  keep 200 held-out rows with their values, explained  --no-sample: none\n", kept.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("explained", none.Out, StringComparison.Ordinal);
        Assert.Equal(["effects.json", "shap.json"], Files("kept"));
        Assert.Empty(Files("none"));
        var sample = Document("kept", "shap.json");
        Assert.Equal(("deny", 200, 476), ((string)sample["target"]!, sample["rows"]!.AsArray().Count, (int)sample["used_rows"]!));
        Assert.Equal(13, sample["columns"]!.AsArray().Count);
        Assert.Equal(12, Document("kept", "effects.json")["curves"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_model_without_an_exact_method_is_explained_only_when_asked()
    {
        workshop.WithSample("iris.csv");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "k-nearest-classifier", "--register", "iris", "--store", "asked")).Done();
        Assert.Empty(Files("asked"));

        var answer = (await workshop.RunAsync("explain", "models:/iris/1", "iris.csv", "--log", "--store", "asked")).Done();
        (await workshop.RunAsync("explain", "models:/iris/1", "iris.csv", "--method", "permutation", "--seed", "4", "--log", "--store", "asked")).Done();

        Assert.Contains(", where the explanation page of models:/iris/1 shows it (cambium server).", answer.Out.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["effects.json", "shap.json"], Files("asked"));
        var sample = Document("asked", "shap.json");
        Assert.StartsWith("KernelSHAP", (string)sample["method"]!, StringComparison.Ordinal);
        Assert.Equal((3, 100), (sample["outputs"]!.AsArray().Count, sample["rows"]!.AsArray().Count));
        Assert.Equal("accuracy", (string)Document("asked", "explanation.json")["score"]!);

        workshop.WithFile("few.csv", string.Join('\n', File.ReadLines(Path.Combine(workshop.Folder, "iris.csv")).Take(4)) + "\n");
        var few = await workshop.RunAsync("explain", "models:/iris/1", "few.csv", "--log", "--store", "asked");
        Assert.Equal((1, "cambium explain: --log keeps what is told of the model as a whole, but few.csv has 3 rows. Give 10 rows or more, or leave --log out."), (few.Status, few.Error.Trim()));
        Assert.Equal(sample.ToJsonString(), Document("asked", "shap.json").ToJsonString());
    }

    [Theory]
    [InlineData("deny.model --log", "--log keeps findings on the run that made a registered model, but 'deny.model' is a folder. Name the model as models:/NAME/VERSION, or leave --log out.")]
    [InlineData("models:/deny/1 --log --method kernel", "--log keeps what --method shap and --method permutation tell; curves of the columns that count most come with the first. Choose one of them, or leave --log out.")]
    [InlineData("models:/deny/1 --log --row 3", "--log keeps what is told of the model as a whole, as it adds up its answers. Leave --row out, or --log.")]
    [InlineData("models:/deny/1 --log --answer", "--log keeps what is told of the model as a whole, as it adds up its answers. Leave --answer out, or --log.")]
    public async Task What_cannot_be_kept_is_refused_before_anything_is_read(string words, string message)
    {
        var (model, options) = (words.Split(' ')[0], words.Split(' ')[1..]);

        (await workshop.RunAsync(["explain", model, "absent.csv", .. options])).Refused(2, $"cambium explain: {message}");
    }

    string[] Files(string store) => [.. Directory.EnumerateFiles(Path.Combine(workshop.Folder, store), "*.json", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Where(name => name is "shap.json" or "effects.json").Order()];

    JsonNode Document(string store, string name) => JsonNode.Parse(File.ReadAllText(Directory.EnumerateFiles(Path.Combine(workshop.Folder, store), name, SearchOption.AllDirectories).Single()))!;
}
