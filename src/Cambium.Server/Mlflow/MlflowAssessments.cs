using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/3.0/mlflow/traces/{trace_id}/assessments: judgements of traces. They are kept and answered as clients send them, with an id and times.</summary>
sealed class MlflowAssessments(ITraceStore traces)
{
    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/3.0/mlflow/traces/{trace_id}/assessments";
        routes.Map("POST", Path, Create);
        routes.Map("GET", Path + "/{assessment_id}", call => Write(call, traces.GetAssessment(call.PathText("trace_id"), call.PathText("assessment_id"))));
        routes.Map("PATCH", Path + "/{assessment_id}", Update);
        routes.Map("DELETE", Path + "/{assessment_id}", call => traces.DeleteAssessment(call.PathText("trace_id"), call.PathText("assessment_id")));
    }

    /// <summary>A judgement as it is kept.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="now">The time, where none was sent.</param>
    internal static TraceAssessment Made(string json, string traceId, string now)
    {
        var content = Object(json);
        var id = $"a-{Guid.NewGuid():N}";
        content["assessment_id"] = id;
        content["trace_id"] = traceId;
        content["create_time"] ??= now;
        content["last_update_time"] ??= now;
        content["valid"] ??= true;
        return new TraceAssessment(id, content.ToJsonString());
    }

    void Create(MlflowCall call)
    {
        var traceId = call.PathText("trace_id");
        var fields = call.Request.Object("assessment"u8);
        _ = fields.Text("assessment_name"u8);
        if (!fields.Has("feedback"u8) && !fields.Has("expectation"u8))
        {
            throw fields.Missing("feedback"u8);
        }

        var assessment = Made(fields.Json(), traceId, MlflowTraceJson.Text(call.Now));
        traces.PutAssessment(traceId, assessment);
        Write(call, assessment);
    }

    void Update(MlflowCall call)
    {
        var traceId = call.PathText("trace_id");
        var before = traces.GetAssessment(traceId, call.PathText("assessment_id"));
        var content = Object(before.Content);
        var change = call.Request.Has("assessment"u8) ? Object(call.Request.Object("assessment"u8).Json()) : [];

        // A mask names members as "a,b", in protobuf's JSON with humps instead of underscores; without one all that were sent are changed.
        var mask = call.Request.OptionalText("update_mask"u8)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name.Replace("_", "", StringComparison.Ordinal))
            .ToArray();
        foreach (var (name, value) in change)
        {
            if (name is not ("assessment_id" or "trace_id" or "create_time") && (mask is null || mask.Contains(name.Replace("_", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase)))
            {
                content[name] = value?.DeepClone();
            }
        }

        content["last_update_time"] = MlflowTraceJson.Text(call.Now);
        var after = before with { Content = content.ToJsonString() };
        traces.PutAssessment(traceId, after);
        Write(call, after);
    }

    static JsonObject Object(string json) =>
        JsonText.Parse(json) as JsonObject ?? throw new TrackingException("Invalid value for parameter 'assessment' supplied: It must be an object that names no member twice, with Unicode text.");

    static void Write(MlflowCall call, TraceAssessment assessment)
    {
        call.Answer.WritePropertyName("assessment"u8);
        call.Answer.WriteRawValue(assessment.Content);
    }
}
