using Dapper;

namespace Cambium.Tracking.Tests;

/// <summary>A store without room says so, and keeps what it had.</summary>
public sealed class FullDiskTests : IDisposable
{
    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batch_without_room_is_refused_whole_and_the_store_goes_on()
    {
        using var database = SqliteDatabase.Open(_folder.File("cambium.db"));
        var store = new SqlRunStore(database, TimeProvider.System);
        var run = store.CreateRun(new NewRun(0, "r", "", 0, null, []));
        var pages = database.Write(connection => connection.ExecuteScalar<long>("PRAGMA page_count"));
        database.Write(connection => connection.ExecuteScalar<long>($"PRAGMA max_page_count = {pages + 20}"));

        var written = 0;
        var refused = Assert.Throws<TrackingException>(() =>
        {
            for (; written < 1000; written++)
            {
                store.Log(run.Id, Batch(written));
            }
        });

        Assert.Equal(TrackingErrorCode.InsufficientStorage, refused.Code);
        Assert.Equal($"The disk of {_folder.File("cambium.db")} is full; nothing was written. Make room and try again.", refused.Message);
        Assert.True(written > 0);
        Assert.Equal(written, store.GetRun(run.Id).Parameters.Count);
        Assert.Equal(100 * written, store.MetricHistory(run.Id, "loss", null, null).Items.Count);

        database.Write(connection => connection.ExecuteScalar<long>("PRAGMA max_page_count = 1000000"));
        store.Log(run.Id, Batch(written));
        Assert.Equal(100 * (written + 1), store.MetricHistory(run.Id, "loss", null, null).Items.Count);
    }

    [Fact]
    public void Writers_that_come_together_are_each_told()
    {
        using var database = SqliteDatabase.Open(_folder.File("cambium.db"));
        var store = new SqlRunStore(database, TimeProvider.System);
        var runs = Enumerable.Range(0, 16).Select(_ => store.CreateRun(new NewRun(0, "r", "", 0, null, []))).ToList();
        var pages = database.Write(connection => connection.ExecuteScalar<long>("PRAGMA page_count"));
        database.Write(connection => connection.ExecuteScalar<long>($"PRAGMA max_page_count = {pages + 40}"));

        var written = new int[runs.Count];
        var threads = runs.Select((run, index) => new Thread(() =>
        {
            try
            {
                while (true)
                {
                    store.Log(run.Id, Batch(written[index]));
                    written[index]++;
                }
            }
            catch (TrackingException e) when (e.Code == TrackingErrorCode.InsufficientStorage)
            {
                // What the test waits for.
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(runs, (run, index) => Assert.Equal(100 * written[index], store.MetricHistory(run.Id, "loss", null, null).Items.Count));
        Assert.All(runs, (run, index) => Assert.Equal(written[index], store.GetRun(run.Id).Parameters.Count));
    }

    [Fact]
    public async Task Artifact_without_room_leaves_nothing_behind()
    {
        var artifacts = new FolderArtifactStore(_folder.File("artifacts"), _folder.File("unfinished"), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<TrackingException>(() => artifacts.WriteAsync("1/a.bin", new FullAfter(100_000), TestContext.Current.CancellationToken));

        Assert.Equal(TrackingErrorCode.InsufficientStorage, refused.Code);
        Assert.Equal($"The disk of {_folder.File("artifacts")} is full; nothing of '1/a.bin' was written. Make room and try again.", refused.Message);
        Assert.Empty(artifacts.ListAll(""));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("unfinished")));
    }

    static RunBatch Batch(int number) => new()
    {
        Metrics = [.. Enumerable.Range(number * 100, 100).Select(step => new MetricValue("loss", step / 7.0, step, step))],
        Parameters = [new($"batch {number}", new string('x', 500))],
    };

    /// <summary>Content whose copy ends as one does for which the disk has no room: ENOSPC.</summary>
    sealed class FullAfter(int bytes) : MemoryStream(new byte[bytes])
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            destination.Write(GetBytes());
            throw new IOException("No space left on device", 28);
        }

        byte[] GetBytes() => ToArray();
    }
}
