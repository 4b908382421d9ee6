namespace Cambium.Tracking.Tests;

/// <summary>What a table of runs asks for beside the runs: names, counts, the order by duration.</summary>
public abstract class RunKeysTests : IDisposable
{
    readonly StorePlace _place;
    readonly TrackingStore _store;
    readonly long _experiment;

    protected RunKeysTests(StorePlace place)
    {
        _place = place;
        _store = place.Open(TimeProvider.System);
        _experiment = _store.Experiments.CreateExperiment("risk", null, []);
    }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void Keys_are_those_of_the_experiments_runs_and_parameters_that_differ_are_told()
    {
        Add("a", 10, [("auc", 0.5)], [("depth", "3"), ("seed", "1")], [("team", "x")]);
        Add("b", 20, [("loss", 0.1), ("auc", double.NaN)], [("depth", "4"), ("seed", "1")], []);
        Add("c", 30, [], [("seed", "1"), ("only", "c")], []);
        var other = _store.Experiments.CreateExperiment("other", null, []);
        _store.Runs.Log(_store.Runs.CreateRun(new NewRun(other, "d", "", 0, null, [])).Id, new RunBatch { Metrics = [new("elsewhere", 1, 0, 0)], Parameters = [new("elsewhere", "1")] });

        var keys = _store.Runs.KeysOf(_experiment);

        Assert.Equal(["auc", "loss"], keys.Metrics);
        Assert.Equal(["depth", "only", "seed"], keys.Parameters);
        Assert.Equal(["depth", "only"], keys.DifferingParameters);
        Assert.Equal(["mlflow.runName", "team"], keys.Tags);
        Assert.Empty(_store.Runs.KeysOf(77).Metrics);
    }

    [Fact]
    public void Runs_are_counted_on_all_pages_by_filter_and_lifecycle()
    {
        string[] ids = [.. Enumerable.Range(0, 7).Select(i => Add($"run {i}", i, [("auc", i)], [], []))];
        _store.Runs.DeleteRun(ids[0]);

        Assert.Equal(6, _store.Runs.CountRuns(Search(null, LifecycleView.Active)));
        Assert.Equal(1, _store.Runs.CountRuns(Search(null, LifecycleView.Deleted)));
        Assert.Equal(7, _store.Runs.CountRuns(Search(null, LifecycleView.All)));
        Assert.Equal(3, _store.Runs.CountRuns(Search("metrics.auc > 3", LifecycleView.Active)));
        Assert.Equal(
            "Invalid clause(s) in filter string: 'x'",
            Assert.Throws<TrackingException>(() => _store.Runs.CountRuns(Search("x", LifecycleView.Active))).Message);
    }

    [Fact]
    public void Runs_are_ordered_by_how_long_they_took_with_those_that_have_not_ended_last()
    {
        Add("short", 10, [], [], []);
        Add("long", 90, [], [], []);
        _store.Runs.CreateRun(new NewRun(_experiment, "running", "", 0, null, []));

        Assert.Equal(["long", "short", "running"], Ordered("attributes.duration DESC"));
        Assert.Equal(["short", "long", "running"], Ordered("duration ASC"));
    }

    IEnumerable<string> Ordered(string order) =>
        _store.Runs.SearchRuns(new RunSearch([_experiment], LifecycleView.Active, new SearchRequest { OrderBy = [order] })).Items.Select(run => run.Name);

    RunSearch Search(string? filter, LifecycleView view) => new([_experiment], view, new SearchRequest { Filter = filter, MaxResults = 2 });

    string Add(string name, long duration, (string Key, double Value)[] metrics, (string Key, string Value)[] parameters, (string Key, string Value)[] tags)
    {
        var id = _store.Runs.CreateRun(new NewRun(_experiment, name, "", 1000, null, [.. tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value))])).Id;
        _store.Runs.Log(id, new RunBatch
        {
            Metrics = [.. metrics.Select(metric => new MetricValue(metric.Key, metric.Value, 0, 0))],
            Parameters = [.. parameters.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value))],
        });
        _store.Runs.UpdateRun(id, new RunChange(RunStatus.Finished, 1000 + duration, null));
        return id;
    }

    public sealed class OnSqlite() : RunKeysTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : RunKeysTests(new PostgresPlace(server));
}
