using System.Diagnostics;
using System.Globalization;

namespace Cambium.Tracking.Tests;

/// <summary>A store whose writer is killed at any moment holds every batch that was acknowledged, whole and once, and opens at once.</summary>
public sealed class KillTests : IDisposable
{
    const int Kills = 50;

    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_writer_leaves_every_acknowledged_batch_and_no_part_of_another()
    {
        var written = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var (id, acknowledged) = WriteUntilKilled(afterBatches: 5 + (kill * 17));
            written += acknowledged.Count;

            var opening = Stopwatch.StartNew();
            using var tracker = Tracker.Open(_folder.Path);
            var run = tracker.Store.Runs.GetRun(id);
            Assert.True(opening.Elapsed < TimeSpan.FromSeconds(5), $"Opening took {opening.Elapsed}.");

            var steps = tracker.Store.Runs.MetricHistory(id, "loss", null, null).Items.Select(point => point.Step).ToList();
            var batches = steps.Select(step => step / OtherProcess.BatchSize).Distinct().ToHashSet();
            Assert.Equal(steps.Count, steps.Distinct().Count());
            Assert.Equal(batches.Count * OtherProcess.BatchSize, steps.Count);
            Assert.Subset(batches, acknowledged);
            Assert.Equal(batches.Select(batch => $"batch {batch}").ToHashSet(), run.Parameters.Select(parameter => parameter.Key).ToHashSet());
            Assert.Equal(steps.Max(), Assert.Single(run.Metrics).Step);
        }

        Assert.True(written > 10_000, $"Only {written} batches were written.");
        Assert.Equal("ok", Sqlite.Scalar(_folder.File("cambium.db"), "PRAGMA integrity_check"));
    }

    (string Id, HashSet<long> Acknowledged) WriteUntilKilled(int afterBatches)
    {
        using var process = OtherProcess.StartBatches(_folder.Path);
        var id = process.StandardOutput.ReadLine()!;
        var acknowledged = new List<string>();
        while (acknowledged.Count < afterBatches)
        {
            acknowledged.Add(process.StandardOutput.ReadLine()!);
        }

        process.Kill();
        process.WaitForExit();
        var rest = process.StandardOutput.ReadToEnd();

        // A line that the kill cut short acknowledged nothing.
        acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return (id, [.. acknowledged.Select(line => long.Parse(line, CultureInfo.InvariantCulture))]);
    }
}
