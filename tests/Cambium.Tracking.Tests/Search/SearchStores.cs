namespace Cambium.Tracking.Tests;

/// <summary>The stores of a place of a test's own, and short ways to fill and search them.</summary>
sealed class SearchStores(StorePlace place) : IDisposable
{
    readonly TrackingStore _store = place.Open(TimeProvider.System);

    internal ISqlDatabase Database => StoreCare.DatabaseOf(_store);

    internal IExperimentStore Experiments => _store.Experiments;

    internal IRunStore Runs => _store.Runs;

    internal IModelRegistry Models => _store.Models;

    internal ILoggedModelStore LoggedModels => _store.LoggedModels;

    internal string AddRun(string name, long started = 0, RunBatch? batch = null, long experiment = 0)
    {
        var id = Runs.CreateRun(new NewRun(experiment, name, "ann", started, null, [])).Id;
        Runs.Log(id, batch ?? new RunBatch());
        return id;
    }

    /// <summary>The names of the runs that a search finds, in order.</summary>
    internal string FindRuns(string? filter, params string[] orderBy) =>
        string.Join(' ', RunPage(new SearchRequest { Filter = filter, OrderBy = orderBy }).Items.Select(run => run.Name));

    internal Page<RunRecord> RunPage(SearchRequest search, LifecycleView view = LifecycleView.Active) => Runs.SearchRuns(new RunSearch([0], view, search));

    internal static RunBatch Metric(string key, params double[] values) => new()
    {
        Metrics = [.. values.Select((value, i) => new MetricValue(key, value, 1000 + i, i))],
    };

    internal static RunBatch Parameter(string key, string value) => new() { Parameters = [new(key, value)] };

    internal static RunBatch Tag(string key, string value) => new() { Tags = [new(key, value)] };

    public void Dispose()
    {
        _store.Dispose();
        place.Dispose();
    }
}
