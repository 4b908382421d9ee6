namespace Cambium.Tracking.Tests.Care;

/// <summary>A removal that is killed at any moment leaves nothing half: whatever run is still in the database has all its files.</summary>
public sealed class RemovalKillTests : IDisposable
{
    const int Runs = 60;

    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(Runs / 2)]
    [InlineData(Runs)]
    [InlineData(Runs + 1)]
    [InlineData(Runs * 3 / 2)]
    public void Killed_removal_leaves_no_run_without_its_files(int afterSteps)
    {
        var pinned = Fill();
        using (var process = OtherProcess.StartRemoval(_folder.Path))
        {
            for (var step = 0; step < afterSteps; step++)
            {
                process.StandardOutput.ReadLine();
            }

            process.Kill();
            process.WaitForExit();
        }

        using var store = TrackingStore.OpenFolder(_folder.Path, TimeProvider.System);
        var left = store.Runs.SearchRuns(new RunSearch([0], LifecycleView.Deleted, new SearchRequest())).Items;
        Assert.All(left, run => Assert.Equal(3, store.Artifacts.ListAll(ArtifactUri.PathOf(run.ArtifactUri)!).Count));
        Assert.True(left.Count < Runs + 1, "It was killed before it began.");
        Assert.Equal("ok", Sqlite.Scalar(_folder.File("cambium.db"), "PRAGMA integrity_check"));

        var scope = new GarbageScope(TimeSpan.Zero, null, []);
        StoreCare.Remove(store, StoreCare.FindGarbage(store, scope, TimeProvider.System), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(3, store.Artifacts.ListAll("").Count(file => file.Path.Contains(pinned, StringComparison.Ordinal)));
        Assert.Equal(3, store.Artifacts.ListAll("").Count);
    }

    /// <summary>Many deleted runs of three files, and one more that a version points at.</summary>
    string Fill()
    {
        using var store = TrackingStore.OpenFolder(_folder.Path, TimeProvider.System);
        var id = "";
        for (var i = 0; i <= Runs; i++)
        {
            var run = store.Runs.CreateRun(new NewRun(0, "r", "", 0, null, []));
            id = run.Id;
            foreach (var name in new[] { "a", "b", "c/d" })
            {
                store.Artifacts.Write($"{ArtifactUri.PathOf(run.ArtifactUri)}/{name}", stream => stream.WriteByte(1));
            }

            store.Runs.DeleteRun(id);
        }

        store.Models.CreateModel("m", null, []);
        store.Models.CreateVersion("m", new NewVersion($"mlflow-artifacts:/0/{id}/artifacts", id, null, null, null, []));
        return id;
    }
}
