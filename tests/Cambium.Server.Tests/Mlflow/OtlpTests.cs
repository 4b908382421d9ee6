using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Spans as programs with OpenTelemetry export them.</summary>
public sealed class OtlpTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const ulong Start = 1_767_225_600_000_000_000;
    const ulong Second = 1_000_000_000;
    const string Malformed = "400 INVALID_PARAMETER_VALUE: Invalid OpenTelemetry protobuf format";

    [Theory]
    [InlineData("", 0x10)]
    [InlineData("gzip", 0x11)]
    [InlineData("deflate", 0x12)]
    public async Task Spans_become_a_trace_that_is_read_and_found(string packing, byte trace)
    {
        var experiment = await server.ExperimentAsync($"otlp {packing}");
        var id = $"tr-{Convert.ToHexStringLower([.. Enumerable.Repeat(trace, 16)])}";
        var root = OtlpMessage.Span(trace, 1, 0, "answer", Start, Start + (2 * Second))
            .Attribute(9, "mlflow.spanInputs", new OtlpMessage().Message(6, new OtlpMessage().Attribute(1, "q", new OtlpMessage().Text(1, "ü?"))))
            .Attribute(9, "mlflow.spanOutputs", new OtlpMessage().Varint(3, 42))
            .Attribute(9, "all", new OtlpMessage().Message(5, new OtlpMessage().Message(1, new OtlpMessage().Varint(2, 1))
                .Message(1, new OtlpMessage().Fixed64(4, BitConverter.DoubleToUInt64Bits(0.5))).Message(1, new OtlpMessage().Bytes(7, [1, 2])).Message(1, new OtlpMessage())))
            .Message(11, new OtlpMessage().Fixed64(1, Start + 1).Text(2, "thought").Attribute(3, "n", new OtlpMessage().Fixed64(4, BitConverter.DoubleToUInt64Bits(double.NaN))))
            .Message(15, new OtlpMessage().Text(2, "fine").Varint(3, 1));

        Assert.Equal((HttpStatusCode.OK, ""), await SendAsync(experiment, OtlpMessage.Request(OtlpMessage.Span(trace, 2, 1, "step", Start + Second, Start + Second + 5)), packing));
        Assert.Equal("IN_PROGRESS", MlflowServer.Text((await TraceAsync(id))["state"]));
        Assert.Equal((HttpStatusCode.OK, ""), await SendAsync(experiment, OtlpMessage.Request(root), packing));
        Assert.Equal((HttpStatusCode.OK, ""), await SendAsync(experiment, OtlpMessage.Request(root), packing));

        MlflowServer.AssertJson(
            $$$"""
            {"trace_id": "{{{id}}}", "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "{{{experiment}}}"}}, "request_preview": "{\"q\":\"ü?\"}",
             "response_preview": "42", "request_time": "2026-01-01T00:00:00.000Z", "execution_duration": "2.000s", "state": "OK", "trace_metadata": {"mlflow.trace_schema.version": "3"},
             "tags": {"mlflow.artifactLocation": "mlflow-artifacts:/{{{experiment}}}/traces/{{{id}}}/artifacts", "mlflow.traceName": "answer"}}
            """,
            await TraceAsync(id));
        var found = await server.PostAsync("/api/3.0/mlflow/traces/search", $$"""{"experiment_ids": ["{{experiment}}"], "filter": "trace.name = 'answer' AND status = 'OK'"}""");
        Assert.Equal(id, MlflowServer.Text(Assert.Single(found["traces"]!.AsArray())!["trace_id"]));
        var spans = (await server.GetAsync($"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={id}"))["spans"]!.AsArray();
        Assert.Equal(["step", "answer"], spans.Select(span => MlflowServer.Text(span!["name"])));
        MlflowServer.AssertJson(
            $$$"""
            {"trace_id": "{{{Convert.ToBase64String([.. Enumerable.Repeat(trace, 16)])}}}", "span_id": "AQEBAQEBAQE=", "parent_span_id": null, "name": "answer",
             "start_time_unix_nano": 1767225600000000000, "end_time_unix_nano": 1767225602000000000,
             "events": [{"name": "thought", "time_unix_nano": 1767225600000000001, "attributes": {"n": "\"NaN\""}}], "status": {"code": "STATUS_CODE_OK", "message": "fine"},
             "attributes": {"mlflow.spanInputs": "{\"q\":\"ü?\"}", "mlflow.spanOutputs": "42", "all": "[true,0.5,\"AQI=\",null]", "mlflow.traceRequestId": "\"{{{id}}}\""}}
            """,
            spans[1]);
    }

    [Fact]
    public async Task Several_traces_come_in_one_request_and_errors_are_seen()
    {
        var experiment = await server.ExperimentAsync("otlp several");
        var failed = OtlpMessage.Span(0x22, 1, 0, "b", Start, Start - 1).Message(15, new OtlpMessage().Varint(3, 2));

        await SendAsync(experiment, OtlpMessage.Request(OtlpMessage.Span(0x21, 1, 0, "a", Start, Start), failed));

        Assert.Equal("OK", MlflowServer.Text((await TraceAsync($"tr-{string.Concat(Enumerable.Repeat("21", 16))}"))["state"]));
        var trace = await TraceAsync($"tr-{string.Concat(Enumerable.Repeat("22", 16))}");
        Assert.Equal(("ERROR", "0.000s"), (MlflowServer.Text(trace["state"]), MlflowServer.Text(trace["execution_duration"])));
    }

    [Fact]
    public async Task Spans_that_come_at_once_are_all_there()
    {
        var experiment = await server.ExperimentAsync("otlp at once");

        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => SendAsync(experiment, OtlpMessage.Request(OtlpMessage.Span(0x31, (byte)i, 99, "s", Start, Start)))));

        var spans = (await server.GetAsync($"/ajax-api/2.0/mlflow/get-trace-artifact?request_id=tr-{string.Concat(Enumerable.Repeat("31", 16))}"))["spans"]!.AsArray();
        Assert.Equal(40, spans.Select(span => MlflowServer.Text(span!["span_id"])).Distinct().Count());
    }

    [Fact]
    public async Task A_file_that_somebody_else_wrote_is_no_matter()
    {
        var experiment = await server.ExperimentAsync("otlp foreign");
        var id = $"tr-{string.Concat(Enumerable.Repeat("41", 16))}";
        foreach (var content in new[] { "no JSON", """{"spans": [1, {}, {"span_id": 5}, {"span_id": "x", "name": 7, "attributes": [], "start_time_unix_nano": "a", "status": 1}]}""" })
        {
            await server.DoneAsync("PUT", $"/api/2.0/mlflow-artifacts/artifacts/{experiment}/traces/{id}/artifacts/traces.json", content);

            Assert.Equal(HttpStatusCode.OK, (await SendAsync(experiment, OtlpMessage.Request(OtlpMessage.Span(0x41, 1, 0, "a", Start, Start)))).Status);
        }

        Assert.Equal(id, MlflowServer.Text((await TraceAsync(id))["trace_id"]));
    }

    [Fact]
    public void Large_file_of_a_trace_is_not_read_nor_is_one_by_those_who_may_not_add()
    {
        using var room = new GuardedRoom();
        var before = new byte[(4 * 1024 * 1024) + 1];
        room.Store.Artifacts.Write($"{room.Experiment}/traces/tr-1/artifacts/traces.json", stream => stream.Write(before));
        var traces = new OtlpTraces(room.Guarded.Traces!, room.Guarded.Experiments, room.Guarded.Artifacts); // an own store keeps traces

        var refusal = Assert.Throws<TrackingException>(() => Add(room.As(Role.Editor)));
        Assert.Equal("The trace has 4194305 bytes of spans already, and takes no more beyond 4194304. Begin another trace.", refusal.Message);
        Assert.Equal(TrackingErrorCode.InvalidParameterValue, refusal.Code);
        Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(() => Add(room.As(Role.Viewer))).Code);

        void Add(GuardedRoom by) => traces.Add(by.Experiment, "tr-1", [new JsonObject { ["span_id"] = "x" }]);
    }

    [Fact]
    public async Task An_experiment_must_be_there_and_be_the_traces_own()
    {
        var (first, second) = (await server.ExperimentAsync("otlp first"), await server.ExperimentAsync("otlp second"));
        var body = OtlpMessage.Request(OtlpMessage.Span(0x51, 1, 0, "a", Start, Start));
        await SendAsync(first, body);

        Assert.Equal($"400 RESOURCE_ALREADY_EXISTS: Trace with ID 'tr-{string.Concat(Enumerable.Repeat("51", 16))}' already exists in another experiment.", await RefusalAsync(second, body));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=99999 exists", await RefusalAsync("99999", body));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=x exists", await RefusalAsync("x", body));
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'x-mlflow-experiment-id'. See the API docs for more information about request parameters.", await RefusalAsync(null, body));
        MlflowServer.AssertJson("{}", await server.GetAsync($"/api/2.0/mlflow-artifacts/artifacts?path={second}"));
    }

    [Theory]
    [InlineData("application/json", "", "400 INVALID_PARAMETER_VALUE: Invalid Content-Type: application/json. Expected: application/x-protobuf")]
    [InlineData("application/x-protobuf", "br", "400 INVALID_PARAMETER_VALUE: The body is encoded as 'br'. Send it as it is, or with gzip or deflate.")]
    [InlineData("application/x-protobuf", "gzip", "400 INVALID_PARAMETER_VALUE: The body is not in the format of gzip, as its Content-Encoding says.")]
    [InlineData("application/x-protobuf", "deflate", "400 INVALID_PARAMETER_VALUE: The body is not in the format of deflate, as its Content-Encoding says.")]
    public async Task A_body_that_is_something_else_is_refused(string type, string encoding, string refusal) =>
        Assert.Equal(refusal, await RefusalAsync("0", OtlpMessage.Request(), type, encoding));

    static readonly byte[][] Broken =
    [
        [0], [0x0A], [0x0A, 5, 1], [0x0B], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        OtlpMessage.Request(new OtlpMessage()),
        OtlpMessage.Request(new OtlpMessage().Bytes(1, new byte[16]).Bytes(2, [1, 1, 1, 1, 1, 1, 1, 1])),
        OtlpMessage.Request(new OtlpMessage().Bytes(1, [1]).Bytes(2, [1, 1, 1, 1, 1, 1, 1, 1])),
        OtlpMessage.Request(OtlpMessage.Span(1, 1, 0, "a", 0, 0).Bytes(4, [1])),
        OtlpMessage.Request(OtlpMessage.Span(1, 1, 0, "a", 0, 0).Bytes(5, [0xC3])),
        OtlpMessage.Request(OtlpMessage.Span(1, 1, 0, "a", 0, 0).Attribute(9, "deep", Enumerable.Range(0, 2000).Aggregate(new OtlpMessage(), (value, _) => new OtlpMessage().Message(5, new OtlpMessage().Message(1, value))))),
    ];

    [Fact]
    public async Task What_is_no_request_of_OpenTelemetry_is_refused()
    {
        foreach (var body in Broken)
        {
            Assert.Equal((Convert.ToHexString(body), Malformed), (Convert.ToHexString(body), await RefusalAsync("0", body)));
        }
    }

    [Fact]
    public async Task Nothing_is_added_by_a_request_without_spans() => Assert.Equal((HttpStatusCode.OK, ""), await SendAsync("0", []));

    [Fact]
    public async Task What_unpacks_to_more_than_a_body_may_have_is_refused()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 128; i++)
            {
                gzip.Write(new byte[1024 * 1024]);
            }
        }

        Assert.StartsWith("413 ", await RefusalAsync("0", packed.ToArray(), encoding: "gzip"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_gigabytes_are_refused_before_they_are_sent()
    {
        var answer = await RawRequest.SendAsync(
            server.Server.Url, "POST /v1/traces HTTP/1.1", $"Host: {server.Server.Url.Authority}", "Content-Type: application/x-protobuf", "x-mlflow-experiment-id: 0", "Content-Length: 10737418240");

        Assert.Equal(413, RawRequest.StatusOf(answer));
    }

    [Fact]
    public async Task Damaged_requests_are_taken_or_refused_and_nothing_else()
    {
        var experiment = await server.ExperimentAsync("otlp damaged");
        var whole = OtlpMessage.Request(
            OtlpMessage.Span(0x61, 1, 0, "name", Start, Start + Second).Attribute(9, "k", new OtlpMessage().Message(6, new OtlpMessage().Attribute(1, "q", new OtlpMessage().Text(1, "v"))))
                .Message(11, new OtlpMessage().Fixed64(1, 1).Text(2, "e")).Message(15, new OtlpMessage().Varint(3, 2)),
            OtlpMessage.Span(0x61, 2, 1, "child", Start, Start));
        var random = new Random(20261122);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 2000; i++)
        {
            var body = whole.ToArray();
            for (var change = random.Next(3); change >= 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            statuses.Add((await SendAsync(experiment, random.Next(8) == 0 ? body[..random.Next(body.Length)] : body)).Status);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], statuses.Distinct().Order());
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.OK), 200, 1800);
        var found = await server.PostAsync("/api/3.0/mlflow/traces/search", $$"""{"experiment_ids": ["{{experiment}}"], "max_results": 500}""");
        Assert.NotEmpty(found["traces"]!.AsArray());
    }

    async Task<JsonNode> TraceAsync(string id) => (await server.GetAsync($"/api/3.0/mlflow/traces/{id}"))["trace"]!["trace_info"]!;

    async Task<string> RefusalAsync(string? experiment, byte[] body, string type = "application/x-protobuf", string encoding = "")
    {
        var (status, text) = await SendAsync(experiment, body, type: type, encoding: encoding);
        var error = JsonNode.Parse(text)!;
        return $"{(int)status} {error["error_code"]}: {error["message"]}";
    }

    async Task<(HttpStatusCode Status, string Body)> SendAsync(string? experiment, byte[] body, string packing = "", string type = "application/x-protobuf", string encoding = "")
    {
        if (packing.Length > 0)
        {
            using var packed = new MemoryStream();
            await using (Stream packer = packing == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest) : new ZLibStream(packed, CompressionLevel.Fastest))
            {
                packer.Write(body);
            }

            (body, encoding) = (packed.ToArray(), packing);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Address.Of("/v1/traces")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding.Length > 0)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        if (experiment is not null)
        {
            request.Headers.TryAddWithoutValidation("x-mlflow-experiment-id", experiment);
        }

        using var answer = await server.Client.SendAsync(request, Test.Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Test.Stop));
    }
}
