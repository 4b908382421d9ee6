using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// /2.0/mlflow/traces as clients before MLflow 3 know it: a trace is started and ended with two calls, and times are milliseconds. The traces are those of
/// <see cref="MlflowTraces"/>.
/// </summary>
sealed class MlflowOldTraces(ITraceStore traces)
{
    const int DefaultResults = 100;
    const int MostResults = 500;
    const string Id = "request_id";

    /// <summary>The end of the year 9999, beyond which no answer could name a time.</summary>
    const long LatestTime = 253_402_300_799_999;

    static readonly string[] Statuses = ["TRACE_STATUS_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS"];

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/traces";
        routes.Map("POST", Path, Start);
        routes.Map("GET", Path, Search);
        routes.Map("PATCH", Path + "/{" + Id + "}", End);
        routes.Map("GET", Path + "/{" + Id + "}/info", call => Write(call.Answer, traces.GetTrace(call.PathText(Id))));
    }

    void Start(MlflowCall call)
    {
        var request = call.Request;
        Write(call.Answer, traces.StartTrace(new TraceRecord
        {
            Id = $"{Guid.NewGuid():N}",
            ExperimentId = request.ExperimentId("experiment_id"u8),
            Started = Time(request),
            State = StateOf("IN_PROGRESS"),
            Metadata = request.Pairs("request_metadata"u8),
            Tags = request.Pairs("tags"u8),
        }));
    }

    void End(MlflowCall call)
    {
        var request = call.Request;
        var ended = Time(request);
        var status = Statuses[request.Choice("status"u8, Statuses) ?? throw request.Wrong("status"u8)];
        var started = traces.GetTrace(call.PathText(Id));

        // What is there already stays, and is not written again: others may have changed it meanwhile.
        Write(call.Answer, traces.StartTrace(started with
        {
            Duration = ended - started.Started,
            State = StateOf(status),
            Metadata = request.Pairs("request_metadata"u8),
            Tags = request.Pairs("tags"u8),
            Assessments = [],
        }));
    }

    void Search(MlflowCall call)
    {
        var page = traces.SearchTraces(call.Request.ExperimentIds("experiment_ids"u8), MlflowPaging.Search(call.Request, DefaultResults, MostResults));
        call.Answer.List("traces"u8, page.Items, WriteMembers);
        call.Answer.NextPage(page.NextToken);
    }

    static long Time(MlflowFields request) => request.Whole("timestamp_ms"u8) is >= 0 and <= LatestTime and var time ? time : throw request.Wrong("timestamp_ms"u8);

    /// <summary>The two versions differ in the name of what is not known.</summary>
    static string StateOf(string status) => status == Statuses[0] ? "STATE_UNSPECIFIED" : status;

    static void Write(Utf8JsonWriter json, TraceRecord trace)
    {
        json.WriteStartObject("trace_info"u8);
        WriteMembers(json, trace);
        json.WriteEndObject();
    }

    static void WriteMembers(Utf8JsonWriter json, TraceRecord trace)
    {
        json.WriteString("request_id"u8, trace.Id);
        json.WriteString("experiment_id"u8, trace.ExperimentId.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("timestamp_ms"u8, trace.Started);
        if (trace.Duration is { } duration)
        {
            json.WriteNumber("execution_time_ms"u8, duration);
        }

        json.WriteString("status"u8, Array.IndexOf(Statuses, trace.State) >= 0 ? trace.State : Statuses[0]);
        json.Pairs("request_metadata"u8, trace.Metadata);
        json.Pairs("tags"u8, trace.Tags);
    }
}
