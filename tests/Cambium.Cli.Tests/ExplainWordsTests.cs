using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli.Tests;

/// <summary>cambium explain of models that read texts.</summary>
public sealed class ExplainWordsTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Texts_are_learned_from_where_steps_read_them()
    {
        var rows = Enumerable.Range(0, 80).Select(row => row % 2 == 0 ? $"refund number {row} please,angry" : $"thanks for dish {row},calm");
        workshop.WithFile("moods.csv", "note,mood\n" + string.Join('\n', rows) + "\n").WithFile("steps.yaml", "steps:\n  - tf-idf\n");

        (await workshop.RunAsync("train", "moods.csv", "--target", "mood", "--learner", "linear", "--steps", "steps.yaml", "--allow-leak", "note", "--out", "moods.model")).Done();
        var json = (await workshop.RunAsync("explain", "moods.model", "moods.csv", "--row", "1", "--class", "angry", "--json")).Done().Json;

        Assert.Contains(json["words"]!.AsArray(), word => (string)word!["word"]! == "refund" && (double)word["shap"]! > 0);
    }

    [Fact]
    public async Task The_words_that_moved_the_answer_to_a_row_are_told()
    {
        string[] texts = ["please refund my money", "good food and thanks", "refund the broken chair", "service was good"];
        var notes = Enumerable.Range(0, 80).Select(row => texts[row % 4]).ToArray();
        var rows = Table.Create(TextColumn.FromValues("note", notes), Column.Of("mood", notes.Select(note => note.Contains("refund", StringComparison.Ordinal) ? "angry" : "calm").ToArray()));
        new TfIdf().Then(new LogisticRegression()).Fit(rows, "mood").Save(Path.Combine(workshop.Folder, "mood.model"));
        workshop.WithFile("notes.csv", "note\n" + string.Join('\n', notes) + "\n").WithFile("empty.csv", "note\n\"\"\n");

        var text = (await workshop.RunAsync("explain", "mood.model", "notes.csv", "--row", "1", "--class", "angry", "--html", "why.html")).Done();
        var json = (await workshop.RunAsync("explain", "mood.model", "notes.csv", "--row", "1", "--class", "angry", "--json")).Done().Json;
        var alone = (await workshop.RunAsync("explain", "mood.model", "notes.csv", "--row", "1", "--background", "empty.csv", "--json")).Done().Json;

        var words = json["words"]!.AsArray();
        Assert.Contains(words, word => ((string)word!["column"]!, (string)word["word"]!) == ("note", "refund") && (double)word["shap"]! > 0);
        Assert.Equal((double)json["columns"]![0]!["shap"]!, words.Sum(word => (double)word!["shap"]!), 1e-9); // the same sum in another order
        Assert.Contains("good", words.Select(word => (string)word!["word"]!)); // it is missing, which speaks for 'angry'
        Assert.Matches("  Words of note, there or missing: .*'refund' \\+", text.Out.ReplaceLineEndings(" "));
        Assert.Matches("<p>Words of note, there or missing: .*&#39;refund&#39; \\+", File.ReadAllText(Path.Combine(workshop.Folder, "why.html")));
        Assert.Equal(["money", "my", "please", "refund"], alone["words"]!.AsArray().Select(word => (string)word!["word"]!).Order(StringComparer.Ordinal));
    }
}
