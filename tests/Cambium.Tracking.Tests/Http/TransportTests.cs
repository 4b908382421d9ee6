using System.Text;

namespace Cambium.Tracking.Tests;

/// <summary>What a client makes of answers, and of none.</summary>
public sealed class TransportTests
{
    static readonly FakeAnswer Version = FakeAnswer.Json("""{"registered_model": {"name": "m"}}""");

    [Theory]
    [InlineData(nameof(Fault.LoseRequest))]
    [InlineData(nameof(Fault.LoseAnswer))]
    [InlineData(nameof(Fault.CutAnswer))]
    [InlineData(nameof(Fault.Busy))]
    [InlineData(nameof(Fault.BadGateway))]
    public void Question_is_asked_again_until_it_is_answered(string fault)
    {
        var left = 3;
        using var server = new FakeServer(_ => Version, _ => left-- > 0 ? Enum.Parse<Fault>(fault) : Fault.None);
        using var store = RemoteStore.Open(server.Url, RemoteStore.Quick with { FirstContact = TimeSpan.FromSeconds(10) });

        Assert.Equal("m", store.Models.GetModel("m").Name);
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void Status_that_may_pass_is_tried_again(int status)
    {
        var left = 2;
        using var server = new FakeServer(_ => left-- > 0 ? FakeAnswer.Html(status) : Version);
        using var store = RemoteStore.Open(server.Url);

        Assert.Equal("m", store.Models.GetModel("m").Name);
    }

    [Fact]
    public void Wait_is_as_long_as_the_server_asks_for()
    {
        var left = 1;
        using var server = new FakeServer(_ => left-- > 0 ? FakeAnswer.Html(503) with { Headers = "Retry-After: 1\r\n" } : Version);
        using var store = RemoteStore.Open(server.Url);
        var start = TimeProvider.System.GetTimestamp();

        store.Models.GetModel("m");

        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public void Wait_that_would_take_too_long_is_not_begun()
    {
        using var server = new FakeServer(_ => FakeAnswer.Error(429, "REQUEST_LIMIT_EXCEEDED", "Too many calls.") with { Headers = "Retry-After: 3600\r\n" });
        using var store = RemoteStore.Open(server.Url);

        var refused = Assert.Throws<TrackingException>(() => store.Models.GetModel("m"));

        Assert.Equal(TrackingErrorCode.TemporarilyUnavailable, refused.Code);
        Assert.Equal(
            $"{server.Url} did not answer as it should: It answered /api/2.0/mlflow/registered-models/get with 429: Too many calls. "
            + "Check the address and that the server runs, and try again.",
            refused.Message);
    }

    [Fact]
    public void Fault_of_the_server_that_stays_is_told_soon()
    {
        using var server = new FakeServer(_ => FakeAnswer.Error(500, "INTERNAL_ERROR", "list index out of range"));
        using var store = RemoteStore.Open(server.Url);

        var refused = Assert.Throws<TrackingException>(() => store.Models.GetModel("m"));

        Assert.Equal(
            $"{server.Url} did not answer as it should in 4 tries: It answered /api/2.0/mlflow/registered-models/get with 500: list index out of range. "
            + "Check the address and that the server runs, and try again.",
            refused.Message);
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(400, "INVALID_PARAMETER_VALUE", nameof(TrackingErrorCode.InvalidParameterValue))]
    [InlineData(400, "BAD_REQUEST", nameof(TrackingErrorCode.InvalidParameterValue))]
    [InlineData(404, "RESOURCE_DOES_NOT_EXIST", nameof(TrackingErrorCode.ResourceDoesNotExist))]
    [InlineData(400, "RESOURCE_ALREADY_EXISTS", nameof(TrackingErrorCode.ResourceAlreadyExists))]
    [InlineData(500, "INVALID_STATE", nameof(TrackingErrorCode.InvalidState))]
    [InlineData(401, "UNAUTHENTICATED", nameof(TrackingErrorCode.PermissionDenied))]
    [InlineData(403, "PERMISSION_DENIED", nameof(TrackingErrorCode.PermissionDenied))]
    [InlineData(501, "NOT_IMPLEMENTED", nameof(TrackingErrorCode.NotImplemented))]
    [InlineData(507, "RESOURCE_EXHAUSTED", nameof(TrackingErrorCode.InsufficientStorage))]
    [InlineData(418, "SOMETHING_NEW", nameof(TrackingErrorCode.InvalidParameterValue))]
    public void Refusal_has_the_servers_code_and_words_and_is_not_tried_again(int status, string code, string expected)
    {
        using var server = new FakeServer(_ => FakeAnswer.Error(status, code, "The server's words."));
        using var store = RemoteStore.Open(server.Url);

        var refused = Assert.Throws<TrackingException>(() => store.Models.GetModel("m"));

        Assert.Equal((Enum.Parse<TrackingErrorCode>(expected), "The server's words."), (refused.Code, refused.Message));
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Page_of_another_server_is_a_clear_error()
    {
        using var server = new FakeServer(_ => FakeAnswer.Html(404));
        using var store = RemoteStore.Open(server.Url);

        var refused = Assert.Throws<TrackingException>(() => store.Models.GetModel("m"));

        Assert.Equal(TrackingErrorCode.NotImplemented, refused.Code);
        Assert.Equal(
            $"{server.Url} answered /api/2.0/mlflow/registered-models/get with 404 and no error of MLflow's protocol: text/html, '<!doctype html> <title>Not here</title>'. "
            + "It is no tracking server, or one that cannot do this. Check the address.",
            refused.Message);
    }

    [Theory]
    [InlineData("<html>Welcome</html>")]
    [InlineData("""{"registered_model": {"na""")]
    [InlineData("""["registered_model"]""")]
    [InlineData("""{"registered_model": {"name": ["m"]}}""")]
    [InlineData("""{"registered_model": "m"}""")]
    [InlineData("{}")]
    [InlineData("""{"registered_model": {"name": "m", "creation_timestamp": 1.5}}""")]
    [InlineData("\0\u0001")]
    public void Answer_that_is_not_of_the_protocol_is_a_clear_error(string body)
    {
        using var server = new FakeServer(_ => FakeAnswer.Json(body));
        using var store = RemoteStore.Open(server.Url);

        var refused = Assert.Throws<TrackingException>(() => store.Models.GetModel("m"));

        Assert.Equal(TrackingErrorCode.DataLoss, refused.Code);
        Assert.Equal(
            $"{server.Url} answered /api/2.0/mlflow/registered-models/get with something else than MLflow's protocol says: application/json, "
            + $"'{body.Replace('\0', ' ').Replace('\u0001', ' ').Trim()}'. Check that the address is that of a tracking server.",
            refused.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Answer_without_end_is_cut_off()
    {
        using var server = new FakeServer(_ => new FakeAnswer(200, new byte[5_000_000]));
        using var store = RemoteStore.Open(server.Url, RemoteStore.Quick with { MostAnswerBytes = 1_000_000 });

        Assert.Equal(
            $"{server.Url} answered /api/2.0/mlflow/registered-models/get with more than 1000000 bytes. Ask for less at once.",
            Assert.Throws<TrackingException>(() => store.Models.GetModel("m")).Message);
    }

    [Fact]
    public void Json_of_ten_thousand_levels_is_refused()
    {
        using var server = new FakeServer(_ => FakeAnswer.Json(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))));
        using var store = RemoteStore.Open(server.Url);

        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => store.Models.GetModel("m")).Code);
    }

    [Fact]
    public void Redirect_is_told_and_not_followed()
    {
        using var server = new FakeServer(_ => FakeAnswer.Html(302) with { Headers = "Location: http://127.0.0.1:1/login?next=secret\r\n" });
        using var store = RemoteStore.Open(server.Url);

        Assert.Equal(
            $"{server.Url} answered /api/2.0/mlflow/registered-models/get with 302 and sends to http://127.0.0.1:1/login. Open that address instead.",
            Assert.Throws<TrackingException>(() => store.Models.GetModel("m")).Message);
    }

    [Fact]
    public void Server_that_falls_silent_counts_as_lost()
    {
        var left = 1;
        using var server = new FakeServer(_ =>
        {
            if (left-- > 0)
            {
                Thread.Sleep(2000);
            }

            return Version;
        });
        using var store = RemoteStore.Open(server.Url, RemoteStore.Quick with { Silence = TimeSpan.FromMilliseconds(200), FirstContact = TimeSpan.FromSeconds(5) });

        Assert.Equal("m", store.Models.GetModel("m").Name);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Address_where_nothing_listens_is_told_without_minutes_of_waiting()
    {
        var gone = new FakeServer(_ => Version);
        gone.Dispose();
        using var store = RemoteStore.Open(gone.Url);

        var refused = Assert.Throws<TrackingException>(() => store.Models.GetModel("m"));

        Assert.Equal(TrackingErrorCode.TemporarilyUnavailable, refused.Code);
        Assert.Matches($"^{gone.Url} did not answer as it should in [0-9]+ tries: .*refused.* Check the address and that the server runs, and try again\\.$", refused.Message);
    }

    [Fact]
    public void Caller_is_told_by_the_address_before_the_environment()
    {
        using var server = new FakeServer(_ => Version);
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:p@ss:wörd"));
        var both = new Dictionary<string, string> { ["MLFLOW_TRACKING_USERNAME"] = "ann", ["MLFLOW_TRACKING_PASSWORD"] = "p@ss:wörd", ["MLFLOW_TRACKING_TOKEN"] = "t" };
        var token = new Dictionary<string, string> { ["MLFLOW_TRACKING_USERNAME"] = "ann", ["MLFLOW_TRACKING_TOKEN"] = "t" };
        List<string?> sent =
        [
            Sent(server.Url.Replace("http://", "http://ann:p%40ss%3Aw%C3%B6rd@", StringComparison.Ordinal), token),
            Sent(server.Url, both),
            Sent(server.Url, token),
            Sent(server.Url, []),
        ];

        Assert.Equal(new List<string?> { basic, basic, "Bearer t", null }, sent);

        string? Sent(string url, Dictionary<string, string> environment)
        {
            using var store = RemoteStore.Open(url, environment: environment.GetValueOrDefault);
            store.Models.GetModel("m");
            Assert.Equal(server.Url, store.Place);
            return server.Requests.Last().Headers.GetValueOrDefault("Authorization");
        }
    }

    [Fact]
    public void Password_is_in_no_message()
    {
        var gone = new FakeServer(_ => Version);
        gone.Dispose();
        using var store = RemoteStore.Open(gone.Url.Replace("http://", "http://ann:secret@", StringComparison.Ordinal));

        Assert.DoesNotContain("secret", Assert.Throws<TrackingException>(() => store.Models.GetModel("m")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", store.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "'host:notaport' is not the address of a tracking server. Give scheme, host and port, such as http://localhost:5000.",
            Assert.Throws<TrackingException>(() => HttpAddress.Parse("http://ann:secret@host:notaport", _ => null)).Message);
    }

    [Theory]
    [InlineData("http://host:5000/?a=b")]
    [InlineData("http://host:5000/#top")]
    [InlineData("http://")]
    public void Address_is_a_plain_one(string url) => Assert.Throws<TrackingException>(() => HttpAddress.Parse(url, _ => null));

    [Fact]
    public void Server_may_lie_below_a_path()
    {
        using var server = new FakeServer(_ => Version);
        using var store = RemoteStore.Open(server.Url + "/team/mlflow/");

        store.Models.GetModel("a b&c");

        Assert.Equal($"{server.Url}/team/mlflow", store.Place);
        Assert.Equal("/team/mlflow/api/2.0/mlflow/registered-models/get?name=a%20b%26c", server.Requests.Single().Target);
    }
}
