using System.Net;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The page of a search's run.</summary>
public sealed class SearchPageTests
{
    [Fact]
    public async Task A_search_shows_its_trials_the_best_first_with_settings_scores_and_charts()
    {
        await using var server = await WritableServer.StartAsync();
        using var search = DemoSearch.Begin(server.Tracker, 12);

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{search.Run.Id}"));

        Assert.Contains("12 complete", html, StringComparison.Ordinal);
        Assert.Equal(["trial 12", "trial 11", "trial 10"], Rows(html).Take(3));
        Assert.Single(html.Split("champion\">best</span>").Skip(1));
        Assert.Contains("title=\"4\">4</span>", html, StringComparison.Ordinal);
        Assert.Contains("± 1</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\">12.00</td>", html, StringComparison.Ordinal);
        foreach (var chart in new[] { "search-history", "search-importance", "search-folds", "search-parallel" })
        {
            Assert.Contains($"data-chart=\"{chart}\"", html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("search-front", html, StringComparison.Ordinal);
        Assert.Contains("Importance of settings, by 12\u00A0trials", html, StringComparison.Ordinal);
        Assert.Contains("This trial has no such setting", html, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"not set\"", html, StringComparison.Ordinal);
        Assert.Contains("data-live=\"leaderboard\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trials_are_sorted_by_any_column_with_what_has_no_value_last()
    {
        await using var server = await WritableServer.StartAsync();
        using var search = DemoSearch.Begin(server.Tracker, 6);
        search.Report(DemoSearch.Of(7) with { Status = TrialStatus.Failed, Error = "no rows" });
        search.Report(DemoSearch.Of(8));

        async Task<string[]> SortedAsync(string query) => [.. Rows(await server.GetAsync($"/runs/{search.Run.Id}?{query}"))];

        Assert.Equal(["trial 6", "trial 5", "trial 4", "trial 3", "trial 2", "trial 1", "trial 7", "trial 8"], await SortedAsync(""));
        Assert.Equal(["trial 1", "trial 2", "trial 3", "trial 4", "trial 5", "trial 6", "trial 7", "trial 8"], await SortedAsync("by=trial&desc=0"));
        Assert.Equal(["trial 1", "trial 2"], (await SortedAsync("by=score.0&desc=1"))[..2]);
        Assert.Equal(["trial 5", "trial 3", "trial 1"], (await SortedAsync("by=setting.ridge.l2&desc=1")).Where(name => name is not "trial 7").Take(3));
        Assert.Equal(["trial 6", "trial 5"], (await SortedAsync("by=nonsense&desc=1"))[..2]);
        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{search.Run.Id}?by=state&desc=1"));
        Assert.Contains("6 complete · 1 failed · 1 running", html, StringComparison.Ordinal);
        Assert.Contains("title=\"no rows\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-sort=\"descending\"><a href=\"?by=state&desc=0#trials\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_metrics_have_a_Pareto_front()
    {
        await using var server = await WritableServer.StartAsync();
        using var search = DemoSearch.Begin(server.Tracker, 9, new SearchOptions { Metrics = ["rmse", "mae"] });
        search.Report(DemoSearch.Of(10) with { Status = TrialStatus.Complete, Scores = [new TrialScore("rmse", 8, [8.0]), new TrialScore("mae", 19, [19.0])] });

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{search.Run.Id}"));

        // rmse falls as mae rises from 1 to 9, and the tenth is beaten in both.
        Assert.Contains("Pareto front, 9\u00A0trials", html, StringComparison.Ordinal);
        Assert.Equal(9, html.Split(">front</span>").Length - 1);
        Assert.Contains("data-chart=\"search-front-1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trials_that_were_given_more_of_a_resource_are_joined_to_a_line()
    {
        await using var server = await WritableServer.StartAsync();
        using var search = DemoSearch.Begin(server.Tracker, 0);
        foreach (var (number, share, repeats, score) in new[] { (1, 0.25, 0, 9.0), (2, 0.25, 0, 5.0), (3, 0.5, 2, 4.0), (4, 1.0, 3, 4.5) })
        {
            search.Report(DemoSearch.Of(2) with { Number = number, Resource = share, Repeats = repeats, Status = TrialStatus.Complete, Scores = DemoSearch.Scores(score) });
        }

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{search.Run.Id}"));

        Assert.Equal("trial 4", Rows(html).First());
        Assert.Contains("data-chart=\"search-rungs\"", html, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"trial 4\",\"points\":[[0,5],[1,4],[2,4.5]]", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\":\"trial 1\",\"points\":[[0", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_values_of_settings_are_never_markup()
    {
        await using var server = await WritableServer.StartAsync();
        using var search = server.Tracker.StartSearch("tuning", DemoStore.Hostile);
        for (var number = 1; number <= 3; number++)
        {
            var value = number == 1 ? DemoStore.Hostile : "plain";
            search.Report(new Trial { Number = number, Settings = [new TrialSetting(DemoStore.Hostile, value)], Status = TrialStatus.Complete, Scores = [new TrialScore(DemoStore.Hostile, number, [number])] });
        }

        foreach (var run in new[] { search.Run.Id, server.Tracker.NestedRuns(search.Run.Id)[0].Id })
        {
            var html = await server.GetAsync($"/runs/{run}");

            Assert.Contains("alert(1)", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_damaged_or_strange_file_leaves_the_page_with_a_sentence()
    {
        await using var server = await WritableServer.StartAsync();
        string[] files =
        [
            "{", "[1, 2]", "{\"settings\": [null, {\"name\": \"a\", \"values\": [null, \"x\"], \"low\": \"NaN\"}], \"metrics\": [null, {\"name\": \"mae\", \"higher_is_better\": false}]}",
            "{\"settings\": [{\"name\": \"ridge.l2\", \"low\": -1, \"high\": 5, \"is_log\": true}, {\"name\": \"ridge.l2\"}], \"metrics\": []}",
        ];
        for (var i = 0; i < files.Length; i++)
        {
            using var search = DemoSearch.Begin(server.Tracker, 9);
            AddFile(search.Run, RunArtifacts.Space, files[i]);
            AddFile(search.Run, RunArtifacts.Importances, "{\"trials\": 3, \"settings\": [null, {\"name\": \"ridge.l2\", \"share\": \"NaN\"}]}");
            AddFile(search.Run, RunArtifacts.LearningCurve, "{\"points\": 3}");

            var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{search.Run.Id}"));

            Assert.Contains("9 complete", html, StringComparison.Ordinal);
            Assert.Equal(9, Rows(html).Count());
            Assert.Contains($"Artifact 'learning-curve.json' of run {search.Run.Id} cannot be read:", html, StringComparison.Ordinal);
            Assert.Equal(i < 2, html.Contains($"Artifact 'search-space.json' of run {search.Run.Id} cannot be read:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Trials_whose_runs_are_gone_are_shown_from_the_report()
    {
        await using var server = await WritableServer.StartAsync();
        string id;
        using (var search = server.Tracker.StartSearch("tuning", "either"))
        {
            id = search.Run.Id;
            Trial[] trials = [.. Enumerable.Range(1, 9).Select(number => DemoSearch.Of(number) with { Status = TrialStatus.Complete, Scores = DemoSearch.Scores(10 - number) })];
            search.Complete(Search.Report(DemoSearch.Either, new SearchOptions(), trials, SearchEnd.Trials));
        }

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{id}"));

        Assert.Equal("trial 9", Rows(html).First());
        Assert.Contains("data-chart=\"search-importance\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">trial 9</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_another_client_nested_have_a_table_too_and_lead_back_to_their_parent()
    {
        await using var server = await WritableServer.StartAsync();
        server.Tracker.Store.Experiments.CreateExperiment("optuna", null, []);
        var parent = server.AddRun(1, "study", [], []);
        foreach (var (name, depth, score) in new[] { ("one", "3", 0.7), ("two", "5", 0.9), ("three", "5", 0.8) })
        {
            var run = server.AddRun(1, name, [("val_accuracy", score)], [("max_depth", depth)]);
            server.Tracker.Store.Runs.Log(run, new RunBatch { Tags = [new("mlflow.parentRunId", parent)] });
        }

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{parent}"));
        var child = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{server.Tracker.NestedRuns(parent)[0].Id}"));

        Assert.Contains("<h2>Nested runs</h2>", html, StringComparison.Ordinal);
        Assert.Equal(["two", "three", "one"], Rows(html));
        Assert.Contains("data-chart=\"search-parallel\"", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/runs/{parent}\">study</a>", child, StringComparison.Ordinal);
        Assert.DoesNotContain("leaderboard", child, StringComparison.Ordinal);
    }

    /// <summary>The names of the trials in the table, in order.</summary>
    static IEnumerable<string> Rows(string html) =>
        html[html.IndexOf("<table class=\"runs trials\">", StringComparison.Ordinal)..].Split("</table>")[0].Split("<th scope=\"row\">").Skip(1)
            .Select(part => WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(part.Split("</th>")[0].Split("<span")[0], "<[^>]*>", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))).Trim());

    static void AddFile(Run run, string path, string text)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        run.Artifact(file, path);
        File.Delete(file);
    }
}
