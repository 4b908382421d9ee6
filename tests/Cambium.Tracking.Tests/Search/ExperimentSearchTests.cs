namespace Cambium.Tracking.Tests;

public abstract class ExperimentSearchTests : IDisposable
{
    readonly SteppedClock _clock = new();
    readonly StorePlace _place;
    readonly TrackingStore _store;

    protected ExperimentSearchTests(StorePlace place)
    {
        _place = place;
        _store = place.Open(_clock);
        _store.Experiments.DeleteExperiment(0);
        Add("alpha", new KeyValuePair<string, string>("team", "risk"));
        Add("Beta", new("team", "fraud"), new("b", "1"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Add("gamma");
        Add("delta");
    }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData(null, "gamma delta alpha Beta")]
    [InlineData("name = 'alpha'", "alpha")]
    [InlineData("name LIKE '%a' AND attribute.name != 'gamma'", "delta alpha Beta")]
    [InlineData("name LIKE 'b%'", "")]
    [InlineData("name ILIKE 'b%'", "Beta")]
    [InlineData("tags.team != 'risk'", "Beta")]
    [InlineData("tags.team ILIKE 'R%'", "alpha")]
    [InlineData("tag.team LIKE '%' AND tags.b = '1'", "Beta")]
    [InlineData("creation_time > 1767323045000", "gamma delta")]
    [InlineData("last_update_time <= 1767323045000", "alpha Beta")]
    public void Experiments_are_found_the_newest_first_then_by_id(string? filter, string names) => Assert.Equal(names, Find(filter));

    [Theory]
    [InlineData("name", "Beta alpha delta gamma")]
    [InlineData("name DESC", "gamma delta alpha Beta")]
    [InlineData("experiment_id ASC", "alpha Beta gamma delta")]
    [InlineData("creation_time", "Beta alpha delta gamma")]
    [InlineData("last_update_time DESC", "delta gamma Beta alpha")]
    [InlineData("tags.team", "Beta alpha delta gamma")]
    [InlineData("tags.team DESC", "alpha Beta delta gamma")]
    public void Experiments_come_in_the_order_that_is_asked_for_then_by_id_downwards(string order, string names) => Assert.Equal(names, Find(null, order));

    [Fact]
    public void Deleted_experiments_are_found_when_asked_for()
    {
        Assert.Equal(["Default"], Page(LifecycleView.Deleted, new SearchRequest()).Items.Select(experiment => experiment.Name));
        Assert.Equal(5, Page(LifecycleView.All, new SearchRequest()).Items.Count);
    }

    [Fact]
    public void Token_is_given_only_where_more_follows()
    {
        var first = Page(LifecycleView.Active, new SearchRequest { MaxResults = 2 });
        var second = Page(LifecycleView.Active, new SearchRequest { MaxResults = 2, PageToken = first.NextToken });

        Assert.Equal(["gamma", "delta", "alpha", "Beta"], first.Items.Concat(second.Items).Select(experiment => experiment.Name));
        Assert.Equal(PageToken.Encode(2), first.NextToken);
        Assert.Null(second.NextToken);
    }

    [Fact]
    public void Tags_come_along() => Assert.Equal(
        [new("b", "1"), new("team", "fraud")],
        Page(LifecycleView.Active, new SearchRequest { Filter = "name = 'Beta'" }).Items[0].Tags);

    string Find(string? filter, params string[] orderBy) =>
        string.Join(' ', Page(LifecycleView.Active, new SearchRequest { Filter = filter, OrderBy = orderBy }).Items.Select(experiment => experiment.Name));

    Page<ExperimentRecord> Page(LifecycleView view, SearchRequest search) => _store.Experiments.SearchExperiments(view, search);

    void Add(string name, params KeyValuePair<string, string>[] tags) => _store.Experiments.CreateExperiment(name, null, tags);

    public sealed class OnSqlite() : ExperimentSearchTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : ExperimentSearchTests(new PostgresPlace(server));
}
