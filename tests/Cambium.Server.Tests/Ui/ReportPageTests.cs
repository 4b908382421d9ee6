using System.Net;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The page that tells of a model in words.</summary>
public sealed class ReportPageTests
{
    [Fact]
    public async Task The_report_that_was_kept_is_told_with_a_link_to_its_page_and_names_are_text()
    {
        await using var server = await WritableServer.StartAsync();
        var table = DemoStore.Mortgages();
        var (train, test) = table.Split(0.5, stratifyBy: "deny", seed: 1);
        var model = new LogisticRegression().Fit(train.Drop("afam"), "deny");
        var id = Log(server.Tracker, model);
        server.Tracker.Register("loans", id);
        Assert.Contains("cambium report models:/loans/1 data.csv --log", WebUtility.HtmlDecode(await server.GetAsync("/models/loans/1/report")), StringComparison.Ordinal);

        var report = ModelReport.Of(model, test, new ModelReportOptions { Name = "loans", Purpose = DemoStore.Hostile });
        server.Tracker.LogTo(id, report, "<!DOCTYPE html><title>whole</title>");

        Assert.Equal(report, server.Tracker.ReadModelReport(id));
        foreach (var address in new[] { $"/runs/{id}/report", "/models/loans/1/report" })
        {
            var html = await server.GetAsync(address);

            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            var text = WebUtility.HtmlDecode(html);
            Assert.Contains("Written on 100\u00A0rows", text, StringComparison.Ordinal);
            Assert.Contains($"/runs/{id}/artifacts/model-report.html\">The whole page", text, StringComparison.Ordinal);
            Assert.Contains(DemoStore.Hostile, text, StringComparison.Ordinal);
            Assert.All(report.QualityWords, sentence => Assert.Contains($"<p>{sentence}</p>", text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"name\":")]
    [InlineData("[[[[")]
    public async Task A_damaged_report_is_a_notice_and_no_failure(string text)
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("loans", "linear");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, Test.Stop);
        run.Artifact(file, RunArtifacts.ModelReport);
        File.Delete(file);
        run.Complete();

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{run.Id}/report"));

        Assert.Contains($"Artifact 'model-report.json' of run {run.Id} cannot be read:", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model-report.json", "report")]
    [InlineData("slices.json", "slices")]
    [InlineData("profile.json", "what-if")]
    public async Task A_file_far_larger_than_it_ever_is_is_not_read(string path, string tab)
    {
        await using var server = await WritableServer.StartAsync();
        var id = Log(server.Tracker, new LogisticRegression().Fit(DemoStore.Mortgages().Drop("afam"), "deny"));
        var file = Directory.EnumerateDirectories(server.Folder, id, SearchOption.AllDirectories).Single();
        await using (var stream = new FileStream(Path.Combine(file, "artifacts", path), FileMode.Create))
        {
            stream.SetLength(33L << 20);
        }

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{id}/{tab}"));

        Assert.Contains($"Artifact '{path}' has 33", html, StringComparison.Ordinal);
        Assert.Contains("so what it tells is not shown.", html, StringComparison.Ordinal);
    }

    static string Log(Tracker tracker, Model model)
    {
        using var run = tracker.Start("loans", "linear");
        run.Log(model);
        run.Complete();
        return run.Id;
    }
}
