using System.Text.Json;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>
/// /3.0/mlflow/traces: requests that programs answered, and /2.0/mlflow/traces where clients still ask there. Spans go through the artifact proxy, to the
/// folder that the tag mlflow.artifactLocation names.
/// </summary>
sealed class MlflowTraces(ITraceStore traces, IExperimentStore experiments, IArtifactStore artifacts)
{
    const int DefaultResults = 100;
    const int MostResults = 500;
    const int MostLinked = 100;

    internal void Map(MlflowRoutes routes)
    {
        const string Old = "/2.0/mlflow/traces/";
        const string Path = "/3.0/mlflow/traces";
        routes.Map("POST", Path, Start);
        routes.Map("POST", Path + "/search", Search);
        routes.Map("GET", Path + "/{trace_id}", call => Write(call.Answer, traces.GetTrace(call.PathText("trace_id"))));
        routes.Map("POST", Old + "link-to-run", Link);
        routes.MapAlone("GET", "/ajax-api/2.0/mlflow/get-trace-artifact", SendSpansAsync);
        foreach (var root in new[] { Old, Path + "/" })
        {
            routes.Map("POST", root + "delete-traces", Delete);
            routes.Map("PATCH", root + "{trace_id}/tags", SetTag);
            routes.Map("DELETE", root + "{trace_id}/tags", DeleteTag);
        }
    }

    void Start(MlflowCall call)
    {
        var info = call.Request.Object("trace"u8).Object("trace_info"u8);
        var trace = MlflowTraceJson.Read(info);
        var now = MlflowTraceJson.Text(call.Now);
        var assessments = info.Objects("assessments"u8).Select(one => MlflowAssessments.Made(one.Json(), trace.Id, now));
        Write(call.Answer, traces.StartTrace(trace with { Assessments = [.. assessments] }));
    }

    void Search(MlflowCall call)
    {
        var request = call.Request;
        var ids = new List<long>();
        foreach (var location in request.Objects("locations"u8))
        {
            ids.Add(location.Object("mlflow_experiment"u8).ExperimentId("experiment_id"u8));
        }

        ids.AddRange(request.ExperimentIds("experiment_ids"u8));
        var page = traces.SearchTraces(ids, MlflowPaging.Search(request, DefaultResults, MostResults));
        call.Answer.List("traces"u8, page.Items, static (json, trace) => json.WriteTrace(trace));
        call.Answer.NextPage(page.NextToken);
    }

    void SetTag(MlflowCall call)
    {
        var key = call.Request.Text("key"u8);
        traces.SetTraceTag(call.PathText("trace_id"), key, call.Request.OptionalText("value"u8) ?? "");
    }

    void DeleteTag(MlflowCall call) => traces.DeleteTraceTag(call.PathText("trace_id"), call.Request.Text("key"u8));

    void Delete(MlflowCall call)
    {
        var request = call.Request;
        var experiment = request.ExperimentId("experiment_id"u8);
        var until = request.OptionalWhole("max_timestamp_millis"u8);
        var most = request.OptionalWhole("max_traces"u8);
        var ids = request.Texts("request_ids"u8).Concat(request.Texts("trace_ids"u8)).ToArray();
        if (until is null == (ids.Length == 0))
        {
            throw new TrackingException("Either `max_timestamp_millis` or `trace_ids` must be specified, but not both.");
        }

        if (most is not null && ids.Length > 0)
        {
            throw new TrackingException("`max_traces` can't be specified if `trace_ids` is specified.");
        }

        if (most is < 1 or > int.MaxValue)
        {
            throw new TrackingException($"`max_traces` must be a positive integer, received {most}.");
        }

        var deleted = until is { } time ? traces.DeleteTraces(experiment, time, (int?)most) : traces.DeleteTraces(experiment, ids);
        DeleteSpans(experiment, deleted);
        call.Answer.WriteNumber("traces_deleted"u8, deleted.Count);
    }

    void Link(MlflowCall call)
    {
        var ids = call.Request.Texts("trace_ids"u8);
        var run = call.Request.RunId();
        if (ids.Count > MostLinked)
        {
            throw new TrackingException($"Cannot link more than {MostLinked} traces to a run in a single request. Provided {ids.Count} traces.");
        }

        traces.LinkTraces(ids, run);
    }

    /// <summary>The file of a trace's spans, as pages ask for it.</summary>
    Task SendSpansAsync(HttpContext context)
    {
        var id = context.Request.Query["request_id"].ToString() is { Length: > 0 } given ? given : throw default(MlflowFields).Missing("request_id"u8);
        var location = traces.GetTrace(id).Tags.FirstOrDefault(tag => tag.Key == SqlTraceStore.LocationTag).Value;
        return ArtifactAnswer.SendAsync(context, artifacts, ProxyPath.Join(ProxyPath.OfUri(location ?? ""), SpanFile.Name));
    }

    /// <summary>Takes the files of deleted traces away, where they are kept here. Ids of traces are checked when they come, and name one folder.</summary>
    void DeleteSpans(long experiment, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0 && ArtifactUri.PathOf(experiments.GetExperiment(experiment).ArtifactLocation) is { } folder)
        {
            foreach (var id in ids)
            {
                artifacts.Delete(ProxyPath.Join(folder, $"traces/{id}"));
            }
        }
    }

    static void Write(Utf8JsonWriter json, TraceRecord trace)
    {
        json.WriteStartObject("trace"u8);
        json.WriteStartObject("trace_info"u8);
        json.WriteTrace(trace);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
