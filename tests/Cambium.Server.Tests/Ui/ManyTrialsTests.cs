using System.Diagnostics;
using System.Globalization;
using System.Net;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The page of a search with ten thousand trials.</summary>
public sealed class ManyTrialsTests
{
    const int Trials = 10_000;

    [Fact]
    public async Task A_page_of_ten_thousand_trials_is_bounded()
    {
        await using var server = await WritableServer.StartAsync();
        var experiment = server.Tracker.Store.Experiments.CreateExperiment("many", null, []);
        var small = Parent(server, experiment, 2000);
        var large = Parent(server, experiment, Trials);

        foreach (var (id, count) in new[] { (small, 2000), (large, Trials) })
        {
            var page = "";
            var best = TimeSpan.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                var clock = Stopwatch.StartNew();
                page = await server.GetAsync($"/runs/{id}");
                best = clock.Elapsed < best ? clock.Elapsed : best;
            }

            TestContext.Current.SendDiagnosticMessage($"A page of {count} trials: {page.Length / 1024} KiB in {best.TotalMilliseconds:0} ms.");
            var html = WebUtility.HtmlDecode(page);
            Assert.Contains($"{Numbers.Whole(count)} complete", html, StringComparison.Ordinal);
            Assert.Contains($"Page 1 of {count / BoardOrder.PageSize}", html, StringComparison.Ordinal);
            Assert.Contains("the settings of 500 are drawn", html, StringComparison.Ordinal);
            Assert.InRange(page.Length, 50_000, 400_000);
        }

        // One more than is looked at.
        Trial(server, experiment, large, Trials + 1);
        Assert.Contains("More are there than the 10\u202F000 newest, which are looked at.", WebUtility.HtmlDecode(await server.GetAsync($"/runs/{large}?trials=400")), StringComparison.Ordinal);
    }

    static string Parent(WritableServer server, long experiment, int trials)
    {
        var parent = server.AddRun(experiment, "search", [], []);
        Parallel.For(1, trials + 1, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number => Trial(server, experiment, parent, number));
        return parent;
    }

    static void Trial(WritableServer server, long experiment, string parent, int number)
    {
        var score = number * 7919 % Trials / (double)Trials;
        var run = server.AddRun(experiment, $"trial {number}", [("cv/roc_auc_mean", score), ("cv/log_loss_mean", 1 - score)],
            Enumerable.Range(0, 8).Select(setting => ($"setting-{setting}", (number * (setting + 1) % 97).ToString(CultureInfo.InvariantCulture))), 1_700_000_000_000 + number);
        server.Tracker.Store.Runs.Log(run, new RunBatch
        {
            Tags = [new("mlflow.parentRunId", parent), new("trial.number", number.ToString(CultureInfo.InvariantCulture)), new("trial.status", "complete"), new("trial.seconds", "1.5")],
        });
    }
}
