namespace Cambium.Tracking.Tests;

/// <summary>Gates over HTTP where a server has none, and where answers are lost.</summary>
public sealed class HttpGateTests
{
    const string Open = """{"request_id": 3, "name": "m", "alias": "champion", "version": 1, "state": "OPEN", "user_id": "ed", "timestamp": 5}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_server_of_mlflows_has_no_gates_and_the_newest_version_answers(bool isHtml)
    {
        using var server = new FakeServer(request => Mlflow(request) ?? (isHtml ? FakeAnswer.Html(404) : FakeAnswer.Json("""{"detail": "Not Found"}""") with { Status = 404 }));
        using var tracker = RemoteStore.Tracker(server.Url);

        Assert.Equal(2, tracker.FindVersion("m").Version);
        foreach (var (what, act) in new (string, Action)[]
        {
            ("gates of aliases", () => tracker.Store.Gates.Policies("m")),
            ("gates of aliases", () => tracker.Store.Gates.Ask("m", "champion", 1, RegistryActor.Unknown)),
            ("histories of models", () => tracker.Store.ModelHistory.AliasPeriods("m")),
        })
        {
            var refused = Assert.Throws<TrackingException>(act);
            Assert.Equal(TrackingErrorCode.NotImplemented, refused.Code);
            Assert.Equal(
                $"MLflow's protocol knows no {what}, and {server.Url} cannot be asked for them: it is no server of Cambium, or an older one. Use one that is, or open the store itself.",
                refused.Message);
        }
    }

    [Theory]
    [InlineData("ask", "RESOURCE_ALREADY_EXISTS")]
    [InlineData("approve", "RESOURCE_ALREADY_EXISTS")]
    [InlineData("approve", "INVALID_STATE")]
    [InlineData("refuse", "INVALID_STATE")]
    [InlineData("cancel", "INVALID_STATE")]
    public void What_was_done_though_its_answer_was_lost_is_not_refused(string act, string code)
    {
        var isFirst = true;
        using var server = new FakeServer(
            request => request.Method == "GET" ? FakeAnswer.Json(request.Target.Contains("open_only", StringComparison.Ordinal) ? $$"""{"alias_requests": [{{Open}}]}""" : $$"""{"alias_request": {{Open}}}""")
                : FakeAnswer.Error(400, code, "It was done already."),
            request =>
            {
                var isLost = isFirst && request.Method == "POST";
                isFirst &= !isLost;
                return isLost ? Fault.LoseRequest : Fault.None;
            });
        using var store = RemoteStore.Open(server.Url, RemoteStore.Quick with { FirstContact = TimeSpan.FromSeconds(10) });

        var request = act switch
        {
            "ask" => store.Gates.Ask("m", "champion", 1, RegistryActor.Unknown),
            "approve" => store.Gates.Approve(3, RegistryActor.Unknown),
            "refuse" => store.Gates.Refuse(3, RegistryActor.Unknown),
            _ => store.Gates.Withdraw(3, RegistryActor.Unknown),
        };

        Assert.Equal((3L, "ed", 5L), (request.Id, request.User, request.Time));
    }

    [Fact]
    public void An_answer_of_another_kind_is_no_gate()
    {
        using var server = new FakeServer(_ => FakeAnswer.Json("""{"alias_request": {"request_id": 3, "name": "m", "alias": "a", "version": 1, "state": "MAYBE"}, "events": [{"event_id": 1, "timestamp": 1, "name": "m", "change": "BAKED"}]}"""));
        using var store = RemoteStore.Open(server.Url);

        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => store.Gates.GetRequest(3)).Code);
        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => store.ModelHistory.Events(new HistoryQuery("m"))).Code);
    }

    static FakeAnswer? Mlflow(FakeRequest request) => request.Path switch
    {
        "mlflow/registered-models/get" => FakeAnswer.Json("""{"registered_model": {"name": "m"}}"""),
        "mlflow/model-versions/search" => FakeAnswer.Json("""{"model_versions": [{"name": "m", "version": "1", "source": "s3://b/1"}, {"name": "m", "version": "2", "source": "s3://b/2"}]}"""),
        _ => null,
    };
}
