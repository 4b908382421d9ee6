using System.Net;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>What the pages of registered models say.</summary>
public sealed class RegistryPageTests(RunningServer shared)
{
    [Fact]
    public async Task A_model_tells_its_card_tags_stages_lineage_and_history()
    {
        await using var server = await WritableServer.StartAsync();
        server.Tracker.Store.Experiments.CreateExperiment("risk", null, []);
        var run = server.AddRun(1, "first", [("roc_auc", 0.75)], []);
        server.Tracker.Store.Runs.LogInputs(run, [new DatasetInput(new DatasetRecord("loans", "d1g3st", "local", "{}", null, null), [])], []);
        var registry = server.Tracker.Store.Models;
        registry.CreateModel("risk", "Scores loans.\n<b>Not</b> for cars.", [new("team", "credit")]);
        registry.CreateVersion("risk", new NewVersion("mlflow-artifacts:/9/first", run, null, "The first one.", null, [new("checked", "yes")]));
        registry.CreateVersion("risk", new NewVersion("mlflow-artifacts:/9/second", null, null, null, null, []));
        registry.MoveToStage("risk", 1, "Production", archiveOthers: false);
        registry.ActingAs(new RegistryActor("ada", "it won")).SetAlias("risk", "champion", 1);
        registry.ActingAs(new RegistryActor("bob", "it is newer")).SetAlias("risk", "champion", 2);

        var html = WebUtility.HtmlDecode(await server.GetAsync("/models/risk/1"));

        foreach (var text in new[]
        {
            "Scores loans.\n<b>Not</b> for cars.", "team</span> = credit", "checked</span> = yes", "The first one.", "<span class=\"badge\">Production</span>", "mlflow-artifacts:/9/first",
            "loans <code title=\"d1g3st\">d1g3st</code>", $"<a href=\"/runs/{run}\">first</a>", "This version cannot be loaded, and answers no requests:",
            "champion moved from version 1 to 2", "Version 1 went from None to Production", "<td data-label=\"By\">ada</td>", "it is newer",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;b&gt;Not&lt;/b&gt;", await server.GetAsync("/models/risk"), StringComparison.Ordinal);
        Assert.Contains("Scores loans.\n&lt;b&gt;Not", await server.GetAsync("/models/risk"), StringComparison.Ordinal);
        Assert.Contains("<h2>Version 2", await server.GetAsync("/models/risk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_shows_the_readme_beside_its_model()
    {
        await using var server = await WritableServer.StartAsync();
        var experiment = server.Tracker.Store.Experiments.CreateExperiment("risk", null, []);
        var run = server.AddRun(experiment, "first", [], []);
        server.Tracker.Store.Artifacts.AddFolder($"{experiment}/{run}/artifacts/model", folder =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "MLmodel"), "flavors: <b>none</b>");
            File.WriteAllText(Path.Combine(folder, "README.md"), "# Of *loans*\n\n<script>alert(1)</script> ![p](https://evil.example/p.png)");
        });
        server.Tracker.Register("risk", run);

        var html = await server.GetAsync("/models/risk");

        Assert.Contains(
            "<h3>Of <em>loans</em></h3>\n<p>&lt;script&gt;alert(1)&lt;/script&gt; <a href=\"https://evil.example/p.png\">p</a></p>", html, StringComparison.Ordinal);
        Assert.Contains("flavors: &lt;b&gt;none&lt;/b&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_among_the_files_of_a_run_is_shown_as_such()
    {
        await using var server = await WritableServer.StartAsync();
        var experiment = server.Tracker.Store.Experiments.CreateExperiment("risk", null, []);
        var run = server.AddRun(experiment, "first", [], []);
        server.Tracker.Store.Artifacts.AddFolder($"{experiment}/{run}/artifacts/notes", folder =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "card.md"), "# Of *loans*\n\n<b>not bold</b>");
        });

        var html = await server.GetAsync($"/runs/{run}/artifacts/notes/card.md");

        Assert.Contains("<h3>Of <em>loans</em></h3>\n<p>&lt;b&gt;not bold&lt;/b&gt;</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_of_a_request_is_no_tag_that_people_see()
    {
        await using var server = await WritableServer.StartAsync();
        server.Tracker.Store.Models.CreateModel("risk", null, []);
        server.Tracker.Store.Models.CreateVersion("risk", new NewVersion("s3://bucket/first", null, null, null, null, [RequestMark.New(), new("team", "loans")]));

        var html = await server.GetAsync("/models/risk");

        Assert.Contains("<span class=\"muted\">team</span> = loans", html, StringComparison.Ordinal);
        Assert.DoesNotContain("cambium.request", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_whose_gated_champion_is_missing_says_so_and_shows_its_versions()
    {
        await using var server = await WritableServer.StartAsync();
        var registry = server.Tracker.Store.Models;
        registry.CreateModel("risk", null, []);
        registry.CreateVersion("risk", new NewVersion("mlflow-artifacts:/9/first", null, null, null, null, []));
        Assert.Contains("data-label=\"Answers requests\">version 1</td>", await server.GetAsync("/models"), StringComparison.Ordinal);
        server.Tracker.Store.Gates.SetPolicy("risk", new AliasPolicy("champion", [], 1), new RegistryActor("ada", null));
        Assert.DoesNotContain("data-label=\"Answers requests\">version 1</td>", await server.GetAsync("/models"), StringComparison.Ordinal);

        var html = WebUtility.HtmlDecode(await server.GetAsync("/models/risk"));

        Assert.Contains("as that alias has a gate, the newest version does not stand in for it. Point 'champion' at a version, or name one: risk/1.", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Version 1", html, StringComparison.Ordinal);
        Assert.DoesNotContain("does not stand in", WebUtility.HtmlDecode(await server.GetAsync("/models/risk/1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_versions_says_how_to_get_one()
    {
        await using var server = await WritableServer.StartAsync();
        server.Tracker.Store.Models.CreateModel("empty model", null, []);

        Assert.Contains("cambium train data.csv --target COLUMN --register 'empty model'", WebUtility.HtmlDecode(await server.GetAsync("/models/empty%20model")), StringComparison.Ordinal);
        Assert.Contains("no version", await server.GetAsync("/models"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mort", 1)]
    [InlineData("name = 'mortgages'", 1)]
    [InlineData("name LIKE 'x%'", 0)]
    [InlineData("tags.team = 'risk'", 0)]
    public async Task Models_are_found_by_name_and_by_the_grammar(string filter, int count)
    {
        using var client = shared.Client();

        var html = await client.GetStringAsync(Address.Of($"/models?filter={Uri.EscapeDataString(filter)}"), Test.Stop);

        Assert.Equal(count, html.Split("href=\"/models/mortgages\"").Length - 1);
        Assert.Equal(count == 0, html.Contains("No model matches", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_filter_of_models_is_told()
    {
        using var client = shared.Client();

        var html = WebUtility.HtmlDecode(await client.GetStringAsync(Address.Of("/models?filter=stage%20%3D%20'x'"), Test.Stop));

        Assert.Contains("Invalid attribute key 'stage' specified.", html, StringComparison.Ordinal);
        Assert.Contains("A filter speaks of name and tags:", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_tells_its_logged_models_and_datasets()
    {
        await using var server = await WritableServer.StartAsync();
        server.Tracker.Store.Experiments.CreateExperiment("risk", null, []);
        var run = server.AddRun(1, "first", [], []);
        server.Tracker.Store.Runs.LogInputs(run, [new DatasetInput(new DatasetRecord("loans", "d1g3st", "local", "{}", null, null), [new("mlflow.data.context", "training"), new("cambium.dataset.version", "7")])], []);
        var model = server.Tracker.Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(1, "candidate", "sklearn", run, [], []));
        server.Tracker.Store.LoggedModels.FinalizeLoggedModel(model.Id, LoggedModelStatus.Ready);

        var html = await server.GetAsync($"/runs/{run}");

        foreach (var text in new[] { ">candidate</th>", model.Id, "<td>ready</td>", ">loans</th>", "d1g3st", "<td>training</td>", "<td>7</td>" })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_run_whose_artifacts_lie_elsewhere_is_shown_with_a_note()
    {
        await using var server = await WritableServer.StartAsync();
        var experiment = server.Tracker.Store.Experiments.CreateExperiment("cloud", "s3://bucket/cloud", []);
        var run = server.AddRun(experiment, "far", [("roc_auc", 0.75)], []);
        server.Tracker.Store.Models.CreateModel("far", null, []);
        server.Tracker.Store.Models.CreateVersion("far", new NewVersion("s3://bucket/cloud/model", run, null, null, null, []));
        var note = $"Run {run} keeps its artifacts at s3://bucket/cloud/{run}/artifacts, which lies outside this store. Read and write them there.";

        foreach (var page in new[] { $"/runs/{run}", "/models/far/1", $"/runs/{run}/artifacts" })
        {
            Assert.Equal(2, WebUtility.HtmlDecode(await server.GetAsync(page)).Split(note).Length);
        }

        Assert.Contains("roc_auc", await server.GetAsync($"/runs/{run}"), StringComparison.Ordinal);
        Assert.Contains("roc_auc", await server.GetAsync($"/runs/compare?ids={run}"), StringComparison.Ordinal);
    }
}
