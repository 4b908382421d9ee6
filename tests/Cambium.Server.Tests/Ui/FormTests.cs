using System.Net;

namespace Cambium.Server.Tests;

/// <summary>The forms that make, rename, delete and restore experiments and runs, and keep views.</summary>
public sealed class FormTests
{
    [Fact]
    public async Task An_experiment_is_made_renamed_deleted_and_restored()
    {
        await using var server = await WritableServer.StartAsync();

        var made = await server.SubmitAsync("/", "/experiments", ("name", " risk & reward "));
        Assert.Equal((HttpStatusCode.SeeOther, "/experiments/1"), (made.Status, made.Location));
        Assert.Contains("<h1>risk &amp; reward</h1>", await server.GetAsync("/experiments/1"), StringComparison.Ordinal);

        await server.SubmitAsync("/experiments/1", "/experiments/1/rename", ("name", "risk"));
        Assert.Contains("<h1>risk</h1>", await server.GetAsync("/experiments/1"), StringComparison.Ordinal);

        var deleted = await server.SubmitAsync("/experiments/1", "/experiments/1/delete");
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (deleted.Status, deleted.Location));
        Assert.DoesNotContain("/experiments/1\"", await server.GetAsync("/"), StringComparison.Ordinal);
        Assert.Contains("/experiments/1\"", await server.GetAsync("/?state=deleted"), StringComparison.Ordinal);

        await server.SubmitAsync("/?state=deleted", "/experiments/1/restore");
        Assert.Contains("/experiments/1\"", await server.GetAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_taken_or_blank_are_told_on_the_page_of_the_form()
    {
        await using var server = await WritableServer.StartAsync();
        await server.SubmitAsync("/", "/experiments", ("name", "risk"));

        var taken = await server.SubmitAsync("/", "/experiments", ("name", "risk"));
        Assert.Equal(HttpStatusCode.BadRequest, taken.Status);
        Assert.Contains("Experiment(name=risk) already exists.", taken.Text, StringComparison.Ordinal);
        Assert.Contains("<h1>Experiments</h1>", taken.Text, StringComparison.Ordinal);
        Assert.Contains("The experiment's name is blank. Give it one.", (await server.SubmitAsync("/", "/experiments", ("name", " "))).Text, StringComparison.Ordinal);
        Assert.Contains("cannot name a view: it has 61 characters. Give 1 to 60.", (await server.SubmitAsync("/experiments/1", "/experiments/1/views", ("name", new string('x', 61)))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SubmitAsync("/", "/experiments/77/delete")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SubmitAsync("/", "/experiments/x/delete")).Status);
    }

    [Fact]
    public async Task Runs_are_renamed_deleted_and_restored_one_by_one_and_together()
    {
        await using var server = await WritableServer.StartAsync();
        await server.SubmitAsync("/", "/experiments", ("name", "risk"));
        var first = server.AddRun(1, "first", [("auc", 0.5)], []);
        var second = server.AddRun(1, "second", [("auc", 0.6)], []);

        await server.SubmitAsync($"/runs/{first}", $"/runs/{first}/rename", ("name", "renamed"));
        Assert.Contains("<h1>renamed</h1>", await server.GetAsync($"/runs/{first}"), StringComparison.Ordinal);
        await server.SubmitAsync($"/runs/{first}", $"/runs/{first}/delete");
        Assert.Contains("deleted</span>", await server.GetAsync($"/runs/{first}"), StringComparison.Ordinal);
        Assert.DoesNotContain(first, await server.GetAsync("/experiments/1"), StringComparison.Ordinal);

        await server.SubmitAsync("/experiments/1", "/experiments/1/runs/delete", ("ids", first), ("ids", second));
        var deleted = await server.GetAsync("/experiments/1?state=deleted");
        Assert.Contains(first, deleted, StringComparison.Ordinal);
        Assert.Contains(second, deleted, StringComparison.Ordinal);
        Assert.Contains("No runs yet", await server.GetAsync("/experiments/1"), StringComparison.Ordinal);

        await server.SubmitAsync("/experiments/1?state=deleted", "/experiments/1/runs/restore", ("ids", first), ("ids", second));
        await server.SubmitAsync($"/runs/{first}", $"/runs/{first}/restore");
        Assert.Contains("2\u00A0runs", WebUtility.HtmlDecode(await server.GetAsync("/experiments/1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_keeps_filter_order_and_columns_for_everybody_and_leads_nowhere_else()
    {
        await using var server = await WritableServer.StartAsync();
        await server.SubmitAsync("/", "/experiments", ("name", "risk"));
        server.AddRun(1, "first", [("auc", 0.5)], [("depth", "3")]);
        const string State = "filter=metrics.auc%20%3E%200&sort=metrics.auc&desc=1&column=params.depth";

        var saved = await server.SubmitAsync("/experiments/1", "/experiments/1/views", ("name", "best first"), ("query", $"{State}&page=3&x=https://elsewhere.example"));
        Assert.Equal($"/experiments/1?{State}", saved.Location);
        Assert.Equal(State, server.Tracker.Store.Experiments.GetExperiment(1).Tags.Single(tag => tag.Key == "cambium.view.best first").Value);
        Assert.Contains($"<a href=\"/experiments/1?{State.Replace("&", "&amp;", StringComparison.Ordinal)}\">best first</a>", await server.GetAsync("/experiments/1"), StringComparison.Ordinal);

        await server.SubmitAsync("/experiments/1", "/experiments/1/views/delete", ("name", "best first"));
        Assert.DoesNotContain("best first", await server.GetAsync("/experiments/1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/experiments")]
    [InlineData("/experiments/0/delete")]
    [InlineData("/experiments/0/runs/delete")]
    [InlineData("/runs/00000000000000000000000000000000/delete")]
    public async Task A_form_without_the_word_of_its_page_is_refused(string action)
    {
        await using var server = await WritableServer.StartAsync();
        await server.GetAsync("/");

        var answer = await server.PostAsync(action, ("name", "risk"), (AntiForgery.Field, new string('0', 64)));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("This form is not one that was shown to you, or it is too old.", answer.Text, StringComparison.Ordinal);
        Assert.Empty(server.Tracker.Experiments());
    }
}
