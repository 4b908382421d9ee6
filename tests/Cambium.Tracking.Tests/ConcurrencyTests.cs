using System.Globalization;

namespace Cambium.Tracking.Tests;

public sealed class ConcurrencyTests : IDisposable
{
    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Eight_threads_of_one_run_lose_no_point()
    {
        using var tracker = Tracker.Open(_folder.Path);
        using var run = tracker.Start("shared", "threads");

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (var step = 0; step < 200; step++)
            {
                run.Log($"thread {thread}", thread + step, step);
                run.Log("all", step, (thread * 200) + step);
            }
        });

        Assert.All(Enumerable.Range(0, 8), thread =>
            Assert.Equal(Enumerable.Range(0, 200).Select(step => (double)(thread + step)), tracker.MetricHistory(run.Id, $"thread {thread}").Select(point => point.Value)));
        Assert.Equal(1600, tracker.MetricHistory(run.Id, "all").Count);
    }

    [Fact]
    public void Two_trackers_and_another_process_share_a_folder()
    {
        using var first = Tracker.Open(_folder.Path);
        using var second = Tracker.Open(_folder.Path);
        using var process = OtherProcess.Start(_folder.Path, 200);

        var ids = new[] { first, second }.AsParallel().WithDegreeOfParallelism(2).Select(tracker =>
        {
            using var run = tracker.Start("shared", "this process");
            for (var step = 1; step <= 200; step++)
            {
                run.Log("loss", 1.0 / step, step);
            }

            run.Complete();
            return run.Id;
        }).ToList();
        ids.Add(process.StandardOutput.ReadLine()!);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        Assert.All(ids, id => Assert.Equal(200, first.MetricHistory(id, "loss").Count));
        Assert.All(first.Runs(first.Experiments().Single().Id), run => Assert.Equal(RunStatus.Finished, run.Status));
    }

    [Fact]
    public void Run_of_a_killed_process_keeps_what_was_logged_and_is_stale()
    {
        using var process = OtherProcess.Start(_folder.Path, 0);
        var id = process.StandardOutput.ReadLine()!;
        var step = "";
        while (step != "50")
        {
            step = process.StandardOutput.ReadLine();
        }

        using var tracker = Tracker.Open(_folder.Path);
        var alive = tracker.FindRun(id);
        process.Kill();
        process.WaitForExit();
        var last = process.StandardOutput.ReadToEnd().Split('\n').LastOrDefault(line => line.Length > 0) ?? "50";

        var killed = tracker.FindRun(id);
        Assert.Equal((RunStatus.Running, false), (alive.Status, alive.IsStale));
        Assert.Equal((RunStatus.Running, true), (killed.Status, killed.IsStale));
        Assert.Null(killed.Ended);
        Assert.True(tracker.MetricHistory(id, "loss").Count >= int.Parse(last, CultureInfo.InvariantCulture));
        Assert.Equal("ok", Sqlite.Scalar(_folder.File("cambium.db"), "PRAGMA integrity_check"));
    }

    [Fact]
    public void Many_openings_of_a_new_folder_at_once_make_one_store()
    {
        var ids = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ =>
        {
            using var tracker = Tracker.Open(_folder.Path);
            using var run = tracker.Start("shared", "opener");
            run.Complete();
            return run.Id;
        }).ToList();

        using var reader = Tracker.Open(_folder.Path);
        Assert.Equal(ids.Order(StringComparer.Ordinal), reader.Runs(reader.Experiments().Single().Id).Select(run => run.Id).Order(StringComparer.Ordinal));
    }
}
