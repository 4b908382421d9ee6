namespace Cambium.Tracking.Tests.Care;

/// <summary>Removal, retention and import where the store is a PostgreSQL database.</summary>
public sealed class PostgresCareTests : CareFixture
{
    const string RunId = "0123456789abcdef0123456789abcdef";

    readonly PostgresServer _server;
    readonly PostgresPlace _place;

    public PostgresCareTests(PostgresServer server)
        : this(server, new PostgresPlace(server))
    {
    }

    PostgresCareTests(PostgresServer server, PostgresPlace place)
        : base(place)
    {
        _server = server;
        _place = place;
    }

    [Fact]
    public void What_is_marked_goes_and_what_a_version_points_at_stays()
    {
        var experiment = Experiment("e");
        var (gone, pinned) = (Run(experiment), Run(experiment));
        Model(experiment);
        Store.Models.CreateModel("m", null, []);
        Store.Models.CreateVersion("m", new NewVersion($"{pinned.ArtifactUri}/model", null, null, null, null, []));
        Store.Experiments.DeleteExperiment(experiment);
        var empty = Experiment("empty");
        Store.Experiments.DeleteExperiment(empty);
        Put($"{experiment}/{new string('a', 32)}/artifacts/f", "x");

        var garbage = Find();
        var removed = Remove();

        Assert.Equal(new GarbageRecords(1, 2, 1, 0), garbage.Records);
        Assert.Equal((1, 1, 1, 1, 0), (removed.Runs, removed.Models, removed.Experiments, garbage.Orphans.Count, removed.Spared));
        Assert.Equal([$"{experiment}/{pinned.Id}/artifacts/model/MLmodel"], Files());
        Assert.Equal(["run", "experiment"], garbage.Kept.Select(kept => kept.Kind));
        Assert.Throws<TrackingException>(() => Store.Runs.GetRun(gone.Id));
    }

    [Fact]
    public void Rules_mark_runs()
    {
        var experiment = Experiment("e", new KeyValuePair<string, string>("cambium.retention", "90d"));
        var run = Run(experiment);
        End(run);
        Run(experiment);
        Clock.Advance(TimeSpan.FromDays(91));

        Assert.Equal(new GarbageRemoved { Expired = 1 }, Remove());
        Assert.True(Store.Runs.GetRun(run.Id).IsDeleted);
    }

    [Fact]
    public void Import_adds_what_it_reads_once()
    {
        var source = Directory.CreateDirectory(Folder.File("mlruns")).FullName;
        var run = Directory.CreateDirectory(Path.Combine(source, "1000", RunId, "metrics")).Parent!.FullName; // it is made below the source
        File.WriteAllText(Path.Combine(source, "1000", "meta.yaml"), "name: old\n");
        File.WriteAllText(Path.Combine(run, "meta.yaml"), "run_name: veteran\nstatus: 3\n");
        File.WriteAllText(Path.Combine(run, "metrics", "loss"), "1 0.5 0\n2 nan 1\n");
        ImportReport Import() => new MlflowImport(Store, Clock).Run(source, null, TestContext.Current.CancellationToken);

        Assert.Empty(Import().Notes);
        var again = Import();

        Assert.Equal((0, 1, 0), again.Of(ImportKind.Runs));
        Assert.Equal("veteran", Store.Runs.GetRun(RunId).Name);
        Assert.Equal([0.5, double.NaN], Store.Runs.MetricHistory(RunId, "loss", null, null).Items.Select(point => point.Value));
        Assert.Equal(1001, Experiment("next"));
    }

    [Fact]
    public void One_at_a_time_works_on_a_store()
    {
        using var other = _place.Open(Clock);
        using var neighbour = new PostgresPlace(_server);
        using var beside = neighbour.Open(Clock);
        using (CareLock.Take(Store))
        {
            var refused = Assert.Throws<TrackingException>(() => CareLock.Take(other));
            using var free = CareLock.Take(beside);

            Assert.Equal($"A gc, backup or import is at work on {Store.Place}, and only one may be. Wait until it has ended, and try again.", refused.Message);
            Assert.Equal(TrackingErrorCode.TemporarilyUnavailable, refused.Code);
            Assert.NotNull(free);
            Experiment("others are not held up");
        }

        using var after = CareLock.Take(other);
        Assert.NotNull(after);
    }

    [Fact]
    public void Lock_is_free_when_its_connection_is_lost()
    {
        using var other = _place.Open(Clock);
        using (CareLock.Take(Store))
        {
            var ended = PostgresServer.Scalar(
                _place.Address,
                $"""
                WITH holders AS MATERIALIZED (
                    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND ((classid::bigint << 32) | objid::bigint) = {PostgresCareLock.Key})
                SELECT COUNT(*) FROM holders WHERE pg_terminate_backend(pid, 10000)
                """);

            Assert.Equal(1L, ended);
            using var after = CareLock.Take(other);
            Assert.NotNull(after);
        }
    }

    [Fact]
    public void Backup_is_left_to_the_databases_own_tools()
    {
        var refused = Assert.Throws<TrackingException>(() => new StoreBackup(Store, Clock).Write(Folder.File("backup"), TestContext.Current.CancellationToken));

        Assert.Equal($"{Store.Place} is no folder of one machine. Back up its database and its files with their own tools.", refused.Message);
        Assert.False(Path.Exists(Folder.File("backup")));
    }
}
