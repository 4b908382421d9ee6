namespace Cambium.Tracking.Tests;

public abstract class TraceStoreTests(StorePlace place) : IDisposable
{
    readonly TrackingStore _store = place.Open(TimeProvider.System);

    ITraceStore Traces => _store.Traces!; // the store is this program's own

    public void Dispose()
    {
        _store.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_trace_is_kept_with_the_place_of_its_spans()
    {
        var started = Traces.StartTrace(Trace("tr-1") with
        {
            Duration = 12,
            ClientRequestId = "c",
            RequestPreview = new string('q', 10_001),
            ResponsePreview = "ü",
            Metadata = [new("m", "1")],
            Tags = [new("t", new string('v', 8001))],
            Assessments = [new("a-1", """{"assessment_id":"a-1"}""")],
        });

        Assert.Equal(new string('q', 10_000), started.RequestPreview);
        Assert.Equal([new("mlflow.artifactLocation", "mlflow-artifacts:/0/traces/tr-1/artifacts"), new("t", new string('v', 8000))], started.Tags);
        Assert.Equal([new("m", "1")], started.Metadata);
        Assert.Equal([new TraceAssessment("a-1", """{"assessment_id":"a-1"}""")], started.Assessments);
        Assert.Equal((12L, "c", "ü", "OK"), (started.Duration, started.ClientRequestId, started.ResponsePreview, started.State));
        Assert.Equivalent(started, Traces.GetTrace("tr-1"), strict: true);
    }

    [Fact]
    public void A_trace_sent_again_is_completed_but_not_from_another_experiment()
    {
        var other = _store.Experiments.CreateExperiment("other", null, []);
        Traces.StartTrace(Trace("tr-1") with { State = "IN_PROGRESS", Tags = [new("first", "1")] });
        var again = Traces.StartTrace(Trace("tr-1") with { Tags = [new("second", "2")] });

        Assert.Equal("OK", again.State);
        Assert.Equal(["first", "mlflow.artifactLocation", "second"], again.Tags.Select(tag => tag.Key));
        var refused = Assert.Throws<TrackingException>(() => Traces.StartTrace(Trace("tr-1") with { ExperimentId = other, State = "ERROR" }));
        Assert.Equal((TrackingErrorCode.ResourceAlreadyExists, "Trace with ID 'tr-1' already exists in another experiment."), (refused.Code, refused.Message));
        Assert.Equal("OK", Traces.GetTrace("tr-1").State);
    }

    [Fact]
    public void Traces_are_found_and_ordered_by_attributes_tags_and_metadata()
    {
        for (var i = 0; i < 4; i++)
        {
            Traces.StartTrace(Trace($"tr-{i}") with { Started = i, Duration = i == 0 ? null : 10 - i, Metadata = [new("mlflow.sourceRun", $"r{i % 2}")], Tags = [new("mlflow.traceName", $"n{3 - i}")] });
        }

        Assert.Equal("tr-3 tr-2 tr-1 tr-0", Find(null));
        Assert.Equal("tr-2 tr-0", Find("metadata.mlflow.sourceRun = 'r0'"));
        Assert.Equal("tr-3 tr-1", Find("run_id IN ('r1', 'r7')"));
        Assert.Equal("tr-0", Find("name LIKE '%3' AND status = 'OK'"));
        Assert.Equal("tr-2 tr-1", Find("timestamp_ms > 0 AND execution_time_ms >= 8"));
        Assert.Equal("tr-3 tr-2 tr-1 tr-0", Find(null, "name ASC"));
        Assert.Equal("tr-3 tr-2 tr-1 tr-0", Find(null, "execution_time_ms ASC"));
        Assert.Equal("tr-0 tr-2 tr-1 tr-3", Find(null, "metadata.mlflow.sourceRun", "timestamp_ms ASC"));
        Assert.Equal("", Find("trace_id = \"x' OR 1 = 1 --\""));
    }

    [Fact]
    public void Pages_follow_one_another()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            Traces.StartTrace(Trace($"tr-{i}") with { Started = i });
        }

        var first = Traces.SearchTraces([0], new SearchRequest { MaxResults = 3 });
        var second = Traces.SearchTraces([0], new SearchRequest { MaxResults = 3, PageToken = first.NextToken });

        Assert.Equal(["tr-4", "tr-3", "tr-2", "tr-1", "tr-0"], first.Items.Concat(second.Items).Select(trace => trace.Id));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public void Traces_are_deleted_by_id_or_age_within_one_experiment()
    {
        var other = _store.Experiments.CreateExperiment("other", null, []);
        foreach (var i in Enumerable.Range(0, 5))
        {
            Traces.StartTrace(Trace($"tr-{i}") with { Started = i });
        }

        Assert.Empty(Traces.DeleteTraces(other, ["tr-0"]));
        Assert.Equal(["tr-4"], Traces.DeleteTraces(0, ["tr-4", "tr-9"]));
        Assert.Equal(["tr-0", "tr-1"], Traces.DeleteTraces(0, until: 2, most: 2).Order(StringComparer.Ordinal));
        Assert.Equal(["tr-2", "tr-3"], Traces.DeleteTraces(0, until: 100, most: null).Order(StringComparer.Ordinal));
        Assert.Equal("Trace with ID 'tr-2' not found.", Assert.Throws<TrackingException>(() => Traces.GetTrace("tr-2")).Message);
    }

    [Fact]
    public void Tags_judgements_and_links_come_and_go()
    {
        Traces.StartTrace(Trace("tr-1"));
        Traces.SetTraceTag("tr-1", "k", "1");
        Traces.SetTraceTag("tr-1", "k", "2");
        Assert.Contains(new KeyValuePair<string, string>("k", "2"), Traces.GetTrace("tr-1").Tags);
        Traces.DeleteTraceTag("tr-1", "k");
        Assert.Equal("No trace tag with key 'k' for trace with ID 'tr-1'.", Assert.Throws<TrackingException>(() => Traces.DeleteTraceTag("tr-1", "k")).Message);

        Traces.PutAssessment("tr-1", new("a-1", "{}"));
        Traces.PutAssessment("tr-1", new("a-1", """{"b":1}"""));
        Assert.Equal("""{"b":1}""", Traces.GetAssessment("tr-1", "a-1").Content);
        Traces.DeleteAssessment("tr-1", "a-1");
        Traces.DeleteAssessment("tr-1", "a-1");
        Assert.Empty(Traces.GetTrace("tr-1").Assessments);

        Traces.LinkTraces(["tr-1"], "r");
        Traces.LinkTraces(["tr-1"], "r");
        Assert.Equal("Trace with ID 'tr-2' not found.", Assert.Throws<TrackingException>(() => Traces.LinkTraces(["tr-1", "tr-2"], "r")).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a b")]
    public void What_cannot_name_a_folder_cannot_name_a_trace(string id) =>
        Assert.Equal($"Invalid value \"{id}\" for parameter 'trace_id' supplied.", Assert.Throws<TrackingException>(() => Traces.StartTrace(Trace(id))).Message);

    string Find(string? filter, params string[] orderBy) =>
        string.Join(' ', Traces.SearchTraces([0], new SearchRequest { Filter = filter, OrderBy = orderBy }).Items.Select(trace => trace.Id));

    static TraceRecord Trace(string id) => new() { Id = id, ExperimentId = 0, Started = 1000, State = "OK" };

    public sealed class OnSqlite() : TraceStoreTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : TraceStoreTests(new PostgresPlace(server));
}
