namespace Cambium.Tracking.Tests;

public abstract class LoggedModelSearchTests : IDisposable
{
    readonly SteppedClock _clock = new();
    readonly StorePlace _place;
    readonly TrackingStore _store;

    protected LoggedModelSearchTests(StorePlace place)
    {
        _place = place;
        _store = place.Open(_clock);
        var run = _store.Runs.CreateRun(new NewRun(0, null, "", 0, null, [])).Id;
        Add(run, "one", new MetricValue("f1", 0.9, 10, 1) { DatasetName = "train", DatasetDigest = "d1" }, new("f1", 0.2, 20, 1) { DatasetName = "test", DatasetDigest = "d2" });
        Add(run, "two", new MetricValue("f1", 0.5, 10, 1) { DatasetName = "train", DatasetDigest = "d1" });
        Add(run, "nan", new MetricValue("f1", double.NaN, 10, 1));
        Add(run, "none");
    }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData("metrics.f1 > 0.4", "two one")]
    [InlineData("metrics.f1 < 0.4", "one")]
    [InlineData("metrics.f1 = 0", "")]
    [InlineData("metrics.f1 != 0", "nan two one")]
    [InlineData("name IN ('one', 'two') AND model_type = 'agent'", "two one")]
    [InlineData("attributes.name NOT LIKE 'one'", null)]
    [InlineData("status = 1 AND status IN ('PENDING')", "none nan two one")]
    [InlineData("status != 'LOGGED_MODEL_PENDING'", "")]
    [InlineData("creation_time >= 1767323046000 AND last_updated_timestamp < 1767323048000", "nan two")]
    public void Models_are_found_the_newest_first(string filter, string? names)
    {
        if (names is null)
        {
            Assert.Throws<TrackingException>(() => Find(filter));
        }
        else
        {
            Assert.Equal(names, Find(filter));
        }
    }

    [Fact]
    public void Metrics_count_where_measured_on_one_of_the_datasets()
    {
        Assert.Equal("one", Find("metrics.f1 < 0.4", [("test", "d2")]));
        Assert.Equal("", Find("metrics.f1 < 0.4", [("train", null), ("test", "other")]));
        Assert.Equal("two one", Find("metrics.f1 > 0.4", [("train", null), ("test", "d2")]));
    }

    [Fact]
    public void Order_by_a_metric_looks_at_the_latest_point_numbers_then_nan_then_missing()
    {
        Assert.Equal("one two nan none", Find(null, [], new LoggedModelOrder("metrics.f1", true, null, null)));
        Assert.Equal("two one nan none", Find(null, [], new LoggedModelOrder("metrics.f1", false, null, null)));
        Assert.Equal("one two none nan", Find(null, [], new LoggedModelOrder("metrics.f1", false, "train", "d1")));
        Assert.Equal("one none nan two", Find(null, [], new LoggedModelOrder("metrics.`f1`", true, "test", null)));
    }

    [Fact]
    public void Order_by_an_attribute_has_missing_values_last()
    {
        Assert.Equal("nan none one two", Find(null, [], new LoggedModelOrder("name", true, null, null)));
        Assert.Equal("one two nan none", Find(null, [], new LoggedModelOrder("attributes.creation_time", true, null, null)));
        Assert.Equal("none nan two one", Find(null, [], new LoggedModelOrder("status", true, null, null)));
    }

    [Theory]
    [InlineData("params.p", "Invalid order by field name: params.p")]
    [InlineData("name DESC", "Invalid order by field name: name DESC")]
    [InlineData("bogus", "Invalid attribute key 'bogus' specified. Valid keys are '{'name', 'model_id', 'model_type', 'status', 'source_run_id', 'creation_timestamp', 'creation_time', 'last_updated_timestamp', 'last_updated_time'}'")]
    public void Order_that_is_none_is_refused(string field, string message) =>
        Assert.Equal(message, Assert.Throws<TrackingException>(() => Find(null, [], new LoggedModelOrder(field, true, null, null))).Message);

    [Fact]
    public void Token_belongs_to_one_search()
    {
        var search = new LoggedModelSearch([0], [("d", null)], [new("name", true, null, null)], new SearchRequest { Filter = "name LIKE '%n%'", MaxResults = 1 });
        var token = _store.LoggedModels.SearchLoggedModels(search).NextToken;
        var next = search with { Search = search.Search with { PageToken = token } };

        Assert.Equal("none", _store.LoggedModels.SearchLoggedModels(next).Items[0].Name);
        Refused("Experiment IDs in the page token does not match the requested value. Expected: [\"0\",\"1\"]. Found: [\"0\"]", next with { ExperimentIds = [0, 1] });
        Refused("Filter string in the page token does not match the requested value. Expected: \"\". Found: \"name LIKE '%n%'\"", next with { Search = next.Search with { Filter = null } });
        Refused(
            "Order by in the page token does not match the requested value. Expected: []. "
            + "Found: [{\"field_name\":\"name\",\"ascending\":true,\"dataset_name\":null,\"dataset_digest\":null}]",
            next with { OrderBy = [] });
        Refused("Datasets in the page token does not match the requested value. Expected: []. Found: [{\"dataset_name\":\"d\",\"dataset_digest\":null}]", next with { Datasets = [] });
        Refused("Experiment IDs in the page token does not match the requested value. Expected: [\"0\"]. Found: nothing", next with { Search = next.Search with { PageToken = PageToken.Encode(1) } });
    }

    void Refused(string message, LoggedModelSearch search) =>
        Assert.Equal(message, Assert.Throws<TrackingException>(() => _store.LoggedModels.SearchLoggedModels(search)).Message);

    string Find(string? filter, (string, string?)[]? datasets = null, params LoggedModelOrder[] orders) => string.Join(
        ' ',
        _store.LoggedModels.SearchLoggedModels(new LoggedModelSearch([0], datasets ?? [], orders, new SearchRequest { Filter = filter })).Items.Select(model => model.Name));

    void Add(string run, string name, params MetricValue[] metrics)
    {
        var id = _store.LoggedModels.CreateLoggedModel(new NewLoggedModel(0, name, "agent", null, [], [])).Id;
        _store.Runs.Log(run, new RunBatch { Metrics = [.. metrics.Select(metric => metric with { ModelId = id })] });
        _clock.Advance(TimeSpan.FromSeconds(1));
    }

    public sealed class OnSqlite() : LoggedModelSearchTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : LoggedModelSearchTests(new PostgresPlace(server));
}
