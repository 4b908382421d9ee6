using Cambium.Tracking;

namespace Cambium.Cli.Tests;

/// <summary>Work that is ended before its time.</summary>
public sealed class InterruptionTests(Workshop workshop) : IClassFixture<Workshop>
{
    /// <summary>A training that would take many minutes.</summary>
    static readonly string[] Endless = ["train", "credit-cards.csv", "--target", "card", "--drop", "share,expenditure", "--set", "trees=100000", "--set", "learning_rate=0.0001", "--set", "leaves=64", "--set", "min_rows_per_leaf=1"];

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_a_training_and_marks_its_run_failed(string signal, int status)
    {
        using var process = workshop.WithSample("credit-cards.csv").Start([], [.. Endless, "--store", signal]);
        var run = await StartedRunAsync(signal);

        Workshop.Signal(process, signal);
        var answer = await Workshop.EndAsync(process);

        Assert.Equal("cambium train: Stopped before the end, as asked.\n", answer.Error);
        Assert.Equal(status, answer.Status);
        using var tracker = Tracker.Open(Path.Combine(workshop.Folder, signal));
        Assert.Equal(RunStatus.Failed, tracker.FindRun(run).Status);
    }

    [Fact]
    public async Task A_killed_training_leaves_a_store_that_shows_it_as_unfinished()
    {
        using var process = workshop.WithSample("credit-cards.csv").Start([], [.. Endless, "--store", "killed"]);
        var run = await StartedRunAsync("killed");

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var list = (await workshop.RunAsync("runs", "list", "--store", "killed", "--json")).Done().Json;
        var shown = (await workshop.RunAsync("runs", "show", run, "--store", "killed")).Done();
        (await workshop.RunAsync("train", "credit-cards.csv", "--target", "card", "--drop", "share,expenditure", "--learner", "baseline", "--store", "killed")).Done();

        Assert.Equal("unfinished", (string)Assert.Single(list["runs"]!.AsArray())!["status"]!);
        Assert.Contains("unfinished", shown.Out, StringComparison.Ordinal);
    }

    /// <summary>Waits until the store shows a run that has begun to fit.</summary>
    async Task<string> StartedRunAsync(string store)
    {
        var folder = Path.Combine(workshop.Folder, store);
        for (var attempt = 0; attempt < 600; attempt++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.db").Any())
            {
                continue;
            }

            using var tracker = Tracker.Open(folder);
            if (tracker.Experiments().SelectMany(experiment => tracker.Runs(experiment.Id)).FirstOrDefault(run => run.Metrics.ContainsKey("training_loss")) is { } run)
            {
                return run.Id;
            }
        }

        throw new TimeoutException("The training did not begin within a minute.");
    }
}
