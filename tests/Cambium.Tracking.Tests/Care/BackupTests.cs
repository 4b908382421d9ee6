using System.Globalization;
using System.Text.Json.Nodes;

namespace Cambium.Tracking.Tests.Care;

public sealed class BackupTests : CareFixture
{
    string BackupPath => Folder.File("backup");

    string RestoredPath => Folder.File("restored");

    [Fact]
    public void Store_comes_back_as_it_was()
    {
        var run = Run(Experiment("e", new KeyValuePair<string, string>("k", "v")));
        End(run);
        var model = Model(1, run.Id);
        Store.Models.CreateModel("m", "words", []);
        Store.Models.CreateVersion("m", new NewVersion($"models:/{model.Id}", null, null, null, null, []));
        Store.Models.SetAlias("m", "champion", 1);

        var backup = Backup();
        var restored = Restore();

        Assert.Equal((BackupPath, 3, Clock.GetUtcNow()), (backup.Folder, backup.Files, backup.Created));
        Assert.Empty(backup.Missing);
        Assert.Equal(backup with { Folder = RestoredPath }, restored with { Missing = backup.Missing });
        using var store = TrackingStore.OpenFolder(RestoredPath, Clock);
        Assert.Equivalent(Store.Runs.GetRun(run.Id), store.Runs.GetRun(run.Id), strict: true);
        Assert.Equivalent(Store.Experiments.GetExperiment(1), store.Experiments.GetExperiment(1), strict: true);
        Assert.Equivalent(Store.Models.GetVersionByAlias("m", "champion"), store.Models.GetVersionByAlias("m", "champion"), strict: true);
        Assert.Equal(Store.Artifacts.ListAll(""), store.Artifacts.ListAll(""));
        Assert.Equal(["artifacts", "cambium.db", "manifest.json"], Directory.EnumerateFileSystemEntries(BackupPath).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Backup_while_others_write_has_all_that_was_acknowledged_before_it()
    {
        var run = Run(0);
        using var process = OtherProcess.StartBatches(StorePath);
        var id = process.StandardOutput.ReadLine()!;
        var acknowledged = Enumerable.Range(0, 200).Select(_ => long.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture)).ToHashSet();
        using var stop = new CancellationTokenSource();
        var files = 0;
        var uploads = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Put($"{ArtifactUri.PathOf(run.ArtifactUri)}/uploads/{files}", new string('x', 1000));
                Interlocked.Increment(ref files);
            }
        });
        uploads.Start();
        while (Volatile.Read(ref files) < 20)
        {
            Thread.Yield();
        }

        var filesBefore = Volatile.Read(ref files);
        Backup();
        Assert.False(process.HasExited);
        process.Kill();
        process.WaitForExit();
        stop.Cancel();
        uploads.Join();
        Restore();

        using var store = TrackingStore.OpenFolder(RestoredPath, Clock);
        var steps = store.Runs.MetricHistory(id, "loss", null, null).Items.Select(point => point.Step).ToList();
        var batches = steps.Select(step => step / OtherProcess.BatchSize).Distinct().ToHashSet();
        Assert.Subset(batches, acknowledged);
        Assert.Equal(batches.Count * OtherProcess.BatchSize, steps.Count);
        Assert.Equal(steps.Count, steps.Distinct().Count());
        Assert.True(store.Artifacts.ListAll($"0/{run.Id}/artifacts/uploads").Count >= filesBefore);
        Assert.All(store.Artifacts.ListAll($"0/{run.Id}/artifacts/uploads"), file => Assert.Equal(1000, file.Size));
    }

    [Fact]
    public void Files_of_runs_that_the_database_does_not_know_are_left_out()
    {
        Run(0);
        Put($"0/{new string('a', 32)}/artifacts/f", "late");
        Put("mine/f", "kept");

        Backup();

        Assert.DoesNotContain(Manifest()["files"]!.AsArray(), file => ((string)file!["path"]!).Contains(new string('a', 32), StringComparison.Ordinal));
        Assert.Contains(Manifest()["files"]!.AsArray(), file => (string)file!["path"]! == "artifacts/mine/f");
    }

    [Fact]
    public void Models_whose_files_the_store_lacks_are_named()
    {
        var run = Run(0);
        Store.Models.CreateModel("m", null, []);
        Store.Models.CreateVersion("m", new NewVersion($"{run.ArtifactUri}/gone", run.Id, null, null, null, []));
        var model = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(0, "net", null, null, [], []));
        Store.LoggedModels.FinalizeLoggedModel(model.Id, LoggedModelStatus.Ready);

        Assert.Equal(
            [$"version 1 of 'm': there is nothing at {run.ArtifactUri}/gone", $"logged model {model.Id}: there is nothing at {model.ArtifactUri}"],
            Backup().Missing);
    }

    [Fact]
    public void What_is_no_backup_is_named_before_what_is_in_the_way()
    {
        var missing = Path.Combine(BackupPath, "misspelt");

        var refused = Assert.Throws<TrackingException>(() => StoreRestore.Restore(missing, StorePath, TestContext.Current.CancellationToken));

        Assert.Equal($"{missing} is not a backup: it has no manifest.json. Name a folder that 'cambium backup' has made.", refused.Message);
    }

    [Fact]
    public void Neither_overwrites_anything()
    {
        Directory.CreateDirectory(BackupPath);
        var taken = Assert.Throws<TrackingException>(Backup);
        Directory.Delete(BackupPath);
        Backup();
        var full = Assert.Throws<TrackingException>(() => StoreRestore.Restore(BackupPath, StorePath, TestContext.Current.CancellationToken));

        Assert.Equal($"There is '{BackupPath}' already, and a backup never overwrites. Name a folder that is not there.", taken.Message);
        Assert.Equal($"'{StorePath}' holds something already, and a restore never overwrites. Name a folder that is empty or not there.", full.Message);
        Directory.CreateDirectory(RestoredPath);
        Restore();
    }

    [Fact]
    public void Stopped_backup_and_restore_leave_nothing()
    {
        Run(0);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => new StoreBackup(Store, Clock).Write(BackupPath, stopped.Token));
        Assert.Equal([StorePath], Directory.EnumerateFileSystemEntries(Folder.Path));
        Backup();
        using var late = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => StoreRestore.Restore(BackupPath, RestoredPath, late.Token, share => Stop(late, share)));
        Assert.Equal([BackupPath, StorePath], Directory.EnumerateFileSystemEntries(Folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Damaged_files_are_named_and_nothing_is_restored()
    {
        var run = Run(0);
        Put($"0/{run.Id}/artifacts/a", "aaaa");
        Put($"0/{run.Id}/artifacts/b", "bbbb");
        Backup();
        File.WriteAllText(Path.Combine(BackupPath, $"artifacts/0/{run.Id}/artifacts/a"), "aaxa");
        File.WriteAllText(Path.Combine(BackupPath, $"artifacts/0/{run.Id}/artifacts/b"), "bbb");
        File.Delete(Path.Combine(BackupPath, $"artifacts/0/{run.Id}/artifacts/model/MLmodel"));

        var refused = Assert.Throws<TrackingException>(Restore);

        Assert.Equal(
            $"The backup {BackupPath} is damaged, and nothing was restored: artifacts/0/{run.Id}/artifacts/a has another content; "
            + $"artifacts/0/{run.Id}/artifacts/b has 3 bytes, not 4; artifacts/0/{run.Id}/artifacts/model/MLmodel is not there. Use another backup.",
            refused.Message);
        Assert.Equal(TrackingErrorCode.DataLoss, refused.Code);
        Assert.False(Path.Exists(RestoredPath));
    }

    [Theory]
    [InlineData("artifacts/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("other.db")]
    [InlineData("artifacts//x")]
    [InlineData("artifacts/link/x")]
    [InlineData("artifacts")]
    public void Manifest_that_leads_out_of_the_backup_is_refused(string path)
    {
        Backup();
        Directory.CreateDirectory(Path.Combine(BackupPath, "artifacts"));
        File.CreateSymbolicLink(Path.Combine(BackupPath, "artifacts", "link"), "/etc");
        var manifest = Manifest();
        manifest["files"]!.AsArray().Add(new JsonObject { ["path"] = path, ["size"] = 1, ["sha256"] = "00" });
        File.WriteAllText(Path.Combine(BackupPath, "manifest.json"), manifest.ToJsonString());

        var refused = Assert.Throws<TrackingException>(Restore);

        Assert.Equal($"The backup {BackupPath} is damaged, and nothing was restored: {path} is no path of a store's file. Use another backup.", refused.Message);
    }

    [Theory]
    [InlineData("{", "LineNumber: 0")]
    [InlineData("null", "it is empty")]
    [InlineData("{\"format\":1}", "was missing required properties")]
    public void Damaged_manifest_is_refused(string text, string how)
    {
        Backup();
        File.WriteAllText(Path.Combine(BackupPath, "manifest.json"), text);

        var refused = Assert.Throws<TrackingException>(Restore);

        Assert.StartsWith($"{Path.Combine(BackupPath, "manifest.json")} is damaged: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(how, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backup_of_another_format_and_what_is_no_backup_are_refused()
    {
        Backup();
        var manifest = Manifest();
        manifest["format"] = 2;
        File.WriteAllText(Path.Combine(BackupPath, "manifest.json"), manifest.ToJsonString());

        var newer = Assert.Throws<TrackingException>(Restore);
        var none = Assert.Throws<TrackingException>(() => StoreRestore.Restore(StorePath, RestoredPath, TestContext.Current.CancellationToken));

        Assert.Equal($"{Path.Combine(BackupPath, "manifest.json")} has format 2, but this Cambium reads format 1. It was written by a newer Cambium; update this one.", newer.Message);
        Assert.Equal($"{StorePath} is not a backup: it has no manifest.json. Name a folder that 'cambium backup' has made.", none.Message);
    }

    [Fact]
    public void Store_whose_file_is_damaged_is_not_backed_up()
    {
        Run(0);
        Store.Connection.Dispose();
        var bytes = File.ReadAllBytes(Path.Combine(StorePath, "cambium.db"));
        bytes.AsSpan(4096 * 4, 4096).Fill(0xAB); // of a table; the second page tells where others lie
        File.WriteAllBytes(Path.Combine(StorePath, "cambium.db"), bytes);
        using var damaged = TrackingStore.OpenFolder(StorePath, Clock);

        var refused = Assert.Throws<TrackingException>(() => new StoreBackup(damaged, Clock).Write(BackupPath, TestContext.Current.CancellationToken));

        Assert.Equal(TrackingErrorCode.DataLoss, refused.Code);
        Assert.False(Path.Exists(BackupPath));
    }

    BackupResult Backup() => new StoreBackup(Store, Clock).Write(BackupPath, TestContext.Current.CancellationToken);

    BackupResult Restore() => StoreRestore.Restore(BackupPath, RestoredPath, TestContext.Current.CancellationToken);

    JsonNode Manifest() => JsonNode.Parse(File.ReadAllText(Path.Combine(BackupPath, "manifest.json")))!;

    static void Stop(CancellationTokenSource source, double share)
    {
        if (share >= 0.5)
        {
            source.Cancel();
        }
    }
}
