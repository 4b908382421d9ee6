using System.Globalization;

namespace Cambium.Tracking.Tests;

public sealed class PostgresDatabaseTests(PostgresServer server) : IDisposable
{
    readonly PostgresPlace _place = new(server);

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_commit_whose_answer_is_lost_takes_place_once(bool commitArrives)
    {
        using var wire = new CutWire(server.Port) { CommitArrives = commitArrives };
        using var store = Store(_place.Address.Replace($":{server.Port}/", $":{wire.Port}/", StringComparison.Ordinal));
        wire.Cuts = 5;

        var experiment = store.Experiments.CreateExperiment("once", null, []);
        var run = store.Runs.CreateRun(NewRun("once")).Id;
        store.Runs.Log(run, new RunBatch { Metrics = [new("m", 1, 1, 1)], Tags = [new("t", "1")] });
        store.Models.CreateModel("once", null, []);
        var version = store.Models.CreateVersion("once", new NewVersion("s3://bucket/model", null, null, null, null, []));
        store.Runs.DeleteTag(run, "t");

        Assert.True(wire.Cuts <= 0);
        Assert.Equal((1L, 1), (experiment, version.Version));
        Assert.Equal(1L, _place.Scalar("SELECT COUNT(*) FROM runs"));
        Assert.Equal(["mlflow.runName"], store.Runs.GetRun(run).Tags.Select(tag => tag.Key));
        Assert.Single(store.Runs.MetricHistory(run, "m", null, null).Items);
    }

    [Fact]
    public void Two_servers_know_the_same_metrics()
    {
        using var one = _place.Open(TimeProvider.System);
        using var two = _place.Open(TimeProvider.System);
        var run = one.Runs.CreateRun(NewRun("shared")).Id;
        one.Runs.Log(run, new RunBatch { Parameters = [new("p", "1")] });

        // An id that was given in a transaction that failed is given to nobody else.
        Assert.Throws<TrackingException>(() => one.Runs.Log(run, new RunBatch { Parameters = [new("p", "2")], Metrics = [new("lost", 1, 1, 1)] }));
        two.Runs.Log(run, new RunBatch { Metrics = [new("b", 2, 2, 2), new("a", 1, 1, 1), new("lost", 3, 3, 3)] });
        one.Runs.Log(run, new RunBatch { Metrics = [new("c", 3, 3, 3), new("a", 4, 4, 4), new("b", 5, 5, 5), new("lost", 6, 6, 6)] });

        foreach (var store in new[] { one, two })
        {
            Assert.Equal([new("a", 1, 1, 1), new("a", 4, 4, 4)], store.Runs.MetricHistory(run, "a", null, null).Items);
            Assert.Equal([new("b", 2, 2, 2), new("b", 5, 5, 5)], store.Runs.MetricHistory(run, "b", null, null).Items);
            Assert.Equal([new("lost", 3, 3, 3), new("lost", 6, 6, 6)], store.Runs.MetricHistory(run, "lost", null, null).Items);
            Assert.Equal([("a", 4), ("b", 5), ("c", 3), ("lost", 6)], store.Runs.GetRun(run).Metrics.Select(metric => (metric.Key, metric.Value)));
        }
    }

    [Fact]
    public void Sixty_four_writers_of_two_servers_to_one_run_lose_nothing_and_never_wait_for_each_other()
    {
        const int Writers = 64, Batches = 8;
        using var one = _place.Open(TimeProvider.System);
        using var two = _place.Open(TimeProvider.System);
        var run = one.Runs.CreateRun(NewRun("shared")).Id;
        var deadlocks = Deadlocks();

        InThreads(Writers, writer =>
        {
            // Every writer has the keys in another order.
            var keys = Enumerable.Range(0, 10).Select(i => $"key {(writer + (i * 7)) % 10}").ToArray();
            for (var batch = 0; batch < Batches; batch++)
            {
                (writer % 2 == 0 ? one : two).Runs.Log(run, new RunBatch
                {
                    Metrics = [.. keys.Select(key => new MetricValue(key, writer, batch, batch))],
                    Parameters = [.. keys.Reverse().Select(key => KeyValuePair.Create(key, "same"))],
                    Tags = [.. keys.Select(key => KeyValuePair.Create(key, $"{writer}"))],
                });
            }
        });

        var found = two.Runs.GetRun(run);
        Assert.All(Enumerable.Range(0, 10), key => Assert.Equal(Writers * Batches, one.Runs.MetricHistory(run, $"key {key}", null, null).Items.Count));
        Assert.All(found.Metrics, metric => Assert.Equal((Writers - 1, Batches - 1), (metric.Value, metric.Step)));
        Assert.Equal(10, found.Parameters.Count);
        Assert.Equal(deadlocks, Deadlocks());
    }

    [Fact]
    public void What_is_written_in_turn_is_written_as_if_alone()
    {
        using var one = _place.Open(TimeProvider.System);
        using var two = _place.Open(TimeProvider.System);
        one.Models.CreateModel("m", null, []);
        var versions = new int[16];
        var refused = 0;

        InThreads(16, writer =>
        {
            var store = writer % 2 == 0 ? one : two;
            versions[writer] = store.Models.CreateVersion("m", new NewVersion("s3://bucket/model", null, null, null, null, [])).Version;
            try
            {
                store.Experiments.CreateExperiment("only one", null, []);
            }
            catch (TrackingException e) when (e.Message == "Experiment(name=only one) already exists.")
            {
                Interlocked.Increment(ref refused);
            }
        });

        Assert.Equal(Enumerable.Range(1, 16), versions.Order());
        Assert.Equal(15, refused);
    }

    [Fact]
    public void Servers_that_open_an_empty_database_at_once_make_one_store()
    {
        var address = server.NewDatabase();

        InThreads(8, writer => Store(address).Dispose());

        Assert.Equal((long)PostgresMigrations.Files.Names().Count, PostgresServer.Scalar(address, "SELECT version FROM cambium_store"));
        Assert.Equal(1L, PostgresServer.Scalar(address, "SELECT COUNT(*) FROM experiments"));
    }

    [Fact]
    public void Both_databases_have_the_same_tables_and_columns()
    {
        const string OfPostgres = "SELECT string_agg(table_name || '.' || column_name, ' ' ORDER BY table_name || '.' || column_name COLLATE \"C\") FROM information_schema.columns WHERE table_schema = '{0}' AND table_name NOT IN ('cambium_store', 'recent_writes')";
        const string OfSqlite = "SELECT group_concat(name, ' ') FROM (SELECT t.name || '.' || c.name AS name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1)";
        using var sqlite = new SqlitePlace();
        sqlite.Open(TimeProvider.System).Dispose();
        _place.Open(TimeProvider.System).Dispose();

        var columns = (string?)_place.Scalar(string.Format(CultureInfo.InvariantCulture, OfPostgres, Schema));

        Assert.Equal((string?)sqlite.Scalar(OfSqlite), columns);
    }

    [Fact]
    public async Task Restarts_under_load_lose_and_double_nothing_that_was_acknowledged()
    {
        using var own = new PostgresServer();
        var address = own.NewDatabase();
        using var one = Store(address);
        using var two = Store(address);
        var run = one.Runs.CreateRun(NewRun("load")).Id;
        var acknowledged = new int[8];
        using var stop = new CancellationTokenSource();

        var load = Task.Run(() => InThreads(8, writer =>
        {
            var store = writer % 2 == 0 ? one : two;
            while (!stop.IsCancellationRequested)
            {
                var step = acknowledged[writer];
                store.Runs.Log(run, new RunBatch { Metrics = [new($"writer {writer}", step, step, step)] });
                store.Experiments.CreateExperiment($"{writer}/{step}", null, []);
                store.Runs.CreateRun(NewRun($"{writer}/{step}"));
                acknowledged[writer] = step + 1;
            }
        }), TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            own.Restart();
        }

        await Task.Delay(300, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await load;

        Assert.All(acknowledged, steps => Assert.True(steps > 3));
        Assert.All(Enumerable.Range(0, 8), writer => Assert.Equal(
            Enumerable.Range(0, acknowledged[writer]).Select(step => (double)step),
            two.Runs.MetricHistory(run, $"writer {writer}", null, null).Items.Select(point => point.Value)));
        Assert.Equal(1L + acknowledged.Sum(), PostgresServer.Scalar(address, "SELECT COUNT(*) FROM experiments"));
        Assert.Equal(1L + acknowledged.Sum(), PostgresServer.Scalar(address, "SELECT COUNT(*) FROM runs"));
    }

    string Schema => PostgresAddress.Parse(_place.Address).Settings.SearchPath!; // every place has one

    long Deadlocks() => (long)_place.Scalar("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")!; // one row

    TrackingStore Store(string address) => TrackingStore.Open(address, _place.Artifacts, TimeProvider.System);

    static NewRun NewRun(string name) => new(0, name, "", 0, null, []);

    static void InThreads(int count, Action<int> work)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            try
            {
                work(i);
            }
#pragma warning disable CA1031 // shown below
            catch (Exception e)
#pragma warning restore CA1031
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }
}
