namespace Cambium.Cli.Tests;

/// <summary>cambium report.</summary>
public sealed class ReportTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_report_is_words_a_page_a_card_and_a_document()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("report", "models:/loans/1", "new.csv", "--group", "afam", "--html", "report.html", "--card", "card.md", "--purpose", "Whom to ask again")).Done();
        var json = (await workshop.RunAsync("report", "models:/loans/1", "new.csv", "--json")).Done().Json;

        Assert.Contains("\nHow good it is\n  Of 100 rows such as these it calls ", text.Out, StringComparison.Ordinal);
        Assert.Contains("\nLimits\n", text.Out, StringComparison.Ordinal);
        Assert.EndsWith("Page: report.html\nCard: card.md\n", text.Out, StringComparison.Ordinal);
        var page = Read("report.html");
        Assert.Contains("<h1>loans, version 1</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<p>Whom to ask again</p>", page, StringComparison.Ordinal);
        Assert.Contains("By afam: shares of 1, &#39;yes&#39; being the decision", page, StringComparison.Ordinal);
        Assert.Contains("old.csv (digest ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Contains("\n## Intended use\n\nWhom to ask again\n", Read("card.md"), StringComparison.Ordinal);
        Assert.Equal("deny", (string)json["report"]!["target"]!);
        Assert.Equal(13, json["report"]!["input"]!["fields"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_card_goes_to_the_registry_and_keeps_what_people_wrote()
    {
        await TrainAsync();
        await File.WriteAllTextAsync(Path.Combine(workshop.Folder, "own.md"), "Fit by Ann.", TestContext.Current.CancellationToken);

        var first = (await workshop.RunAsync("report", "models:/loans/1", "new.csv", "--card-to-registry", "--card", "own.md")).Done();
        using var tracker = Tracking.Tracker.Open(Path.Combine(workshop.Folder, "cambium-data"));
        var version = tracker.FindVersion("loans/1");
        tracker.WriteCard(version, tracker.ReadCard(version) + "\n## Contacts\n\nann@example.org\n");
        (await workshop.RunAsync("report", "models:/loans/1", "new.csv", "--card-to-registry")).Done();

        Assert.EndsWith("Card: own.md\nCard: on version 1 of loans\n", first.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n## Notes\n\nFit by Ann.\n", Read("own.md"), StringComparison.Ordinal);
        Assert.StartsWith("# loans, version 1\n", tracker.ReadCard(version), StringComparison.Ordinal);
        Assert.EndsWith("\n## Contacts\n\nann@example.org\n", tracker.ReadCard(version), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_kept_on_the_run_of_a_registered_model_and_of_no_other()
    {
        await TrainAsync();
        (await workshop.RunAsync("train", "old.csv", "--target", "deny", "--set", "trees=3", "--out", "bare.model")).Done();

        var kept = (await workshop.RunAsync("report", "models:/loans/1", "new.csv", "--log")).Done();

        using var tracker = Tracking.Tracker.Open(Path.Combine(workshop.Folder, "cambium-data"));
        var run = tracker.FindVersion("loans/1").RunId!;
        Assert.EndsWith($"\nKept on run {run[..8]}, where the report page of models:/loans/1 shows it (cambium server).\n", kept.Out, StringComparison.Ordinal);
        Assert.Equal("loans, version 1", tracker.ReadModelReport(run)!.Name);
        Assert.Contains(tracker.Artifacts(run), file => file.Path == Tracking.RunArtifacts.ModelReportPage);
        (await workshop.RunAsync("report", "bare.model", "new.csv", "--log")).Refused(
            2, "cambium report: --log keeps findings on the run that made a registered model, but 'bare.model' is a folder. Name the model as models:/NAME/VERSION, or leave --log out.");
    }

    [Fact]
    public async Task Numbers_have_a_report_too_and_training_rows_are_named_as_such()
    {
        workshop.WithSample("diabetes.csv");
        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--register", "sugar")).Done();

        var text = (await workshop.RunAsync("report", "models:/sugar/1", "diabetes.csv", "--group", "sex", "--html", "sugar.html")).Done();

        Assert.Contains("It was trained on the very table that it is judged by here", text.Out, StringComparison.Ordinal);
        Assert.Contains("Its answers miss 'progression' by ", text.Out, StringComparison.Ordinal);
        Assert.Contains("<figcaption>Answers and truth</figcaption>", Read("sugar.html"), StringComparison.Ordinal);
        Assert.Contains("By sex: answers less truth", Read("sugar.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_reported_is_refused()
    {
        await TrainAsync();
        (await workshop.RunAsync("train", "old.csv", "--target", "deny", "--set", "trees=3", "--out", "plain.model")).Done();
        workshop.WithFile("bare.csv", string.Join('\n', File.ReadLines(Path.Combine(workshop.Folder, "new.csv")).Take(4).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..])) + "\n");

        (await workshop.RunAsync("report", "plain.model", "new.csv", "--card-to-registry")).Refused(
            2, "cambium report: --card-to-registry puts the card on a registered version. Name the model as models:/NAME/VERSION or models:/NAME@ALIAS, or write the card with --card FILE.");
        (await workshop.RunAsync("report", "plain.model", "bare.csv")).Refused(1, "cambium report: bare.csv lacks the column 'deny' that the model predicts, so its answers cannot be judged.");
        (await workshop.RunAsync("report", "plain.model", "new.csv", "--html", ".")).Refused(2, "cambium report: '.' is a folder. Name a file to write.");
        var group = await workshop.RunAsync("report", "plain.model", "new.csv", "--group", "afamm");
        Assert.StartsWith("cambium report: There is no column 'afamm'. Did you mean 'afam'?", group.Error, StringComparison.Ordinal);
    }

    string Read(string name) => File.ReadAllText(Path.Combine(workshop.Folder, name));

    async Task TrainAsync()
    {
        if (File.Exists(Path.Combine(workshop.Folder, "new.csv")))
        {
            return;
        }

        workshop.WithSample("mortgages.csv");
        var lines = await File.ReadAllLinesAsync(Path.Combine(workshop.Folder, "mortgages.csv"), TestContext.Current.CancellationToken);
        workshop.WithFile("old.csv", string.Join('\n', lines.Where((_, at) => at == 0 || at % 4 != 0)) + "\n").WithFile("new.csv", string.Join('\n', lines.Where((_, at) => at % 4 == 0)) + "\n");
        (await workshop.RunAsync("train", "old.csv", "--target", "deny", "--register", "loans", "--set", "trees=20")).Done();
    }
}
