using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A trace in the JSON of MLflow's protocol, whose times are texts: RFC 3339, and seconds with an "s".</summary>
static class MlflowTraceJson
{
    const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    const int MillisecondsOfSecond = 1000;

    static readonly string[] States = ["STATE_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS"];

    /// <summary>A trace as a client sends it.</summary>
    /// <exception cref="TrackingException">A part is missing or of another type.</exception>
    internal static TraceRecord Read(MlflowFields info)
    {
        var experiment = info.Object("trace_location"u8).Object("mlflow_experiment"u8);
        return new TraceRecord
        {
            Id = info.Text("trace_id"u8),
            ExperimentId = experiment.ExperimentId("experiment_id"u8),
            Started = Time(info.Text("request_time"u8)),
            Duration = info.OptionalText("execution_duration"u8) is { Length: > 0 } duration ? Duration(duration) : null,
            State = States[info.Choice("state"u8, States) ?? 0],
            ClientRequestId = info.OptionalText("client_request_id"u8),
            RequestPreview = info.OptionalText("request_preview"u8),
            ResponsePreview = info.OptionalText("response_preview"u8),
            Metadata = info.Map("trace_metadata"u8),
            Tags = info.Map("tags"u8),
        };
    }

    /// <summary>The members of a trace.</summary>
    internal static void WriteTrace(this Utf8JsonWriter json, TraceRecord trace)
    {
        json.WriteString("trace_id"u8, trace.Id);
        json.Text("client_request_id"u8, trace.ClientRequestId);
        json.WriteStartObject("trace_location"u8);
        json.WriteString("type"u8, "MLFLOW_EXPERIMENT");
        json.WriteStartObject("mlflow_experiment"u8);
        json.WriteString("experiment_id"u8, trace.ExperimentId.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Text("request_preview"u8, trace.RequestPreview);
        json.Text("response_preview"u8, trace.ResponsePreview);
        json.WriteString("request_time"u8, DateTimeOffset.FromUnixTimeMilliseconds(trace.Started).ToString(TimeFormat, CultureInfo.InvariantCulture));
        if (trace.Duration is { } duration)
        {
            json.WriteString("execution_duration"u8, string.Create(CultureInfo.InvariantCulture, $"{duration / (decimal)MillisecondsOfSecond:0.000}s"));
        }

        json.WriteString("state"u8, trace.State);
        Map(json, "trace_metadata"u8, trace.Metadata);
        Map(json, "tags"u8, trace.Tags);
        if (trace.Assessments.Count > 0)
        {
            json.WriteStartArray("assessments"u8);
            foreach (var assessment in trace.Assessments)
            {
                json.WriteRawValue(assessment.Content);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>A time as the protocol writes it, now.</summary>
    internal static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);

    static void Map(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    static long Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw new TrackingException($"Invalid value \"{Short(text)}\" for parameter 'request_time' supplied: It must be a time such as 2026-01-31T12:00:00.000Z.");

    static long Duration(string text) =>
        text.EndsWith('s') && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(seconds) < long.MaxValue / MillisecondsOfSecond
            ? (long)Math.Round(seconds * MillisecondsOfSecond)
            : throw new TrackingException($"Invalid value \"{Short(text)}\" for parameter 'execution_duration' supplied: It must be seconds such as 1.234s.");

    static string Short(string text) => text.Length <= 50 ? text : text[..50];
}
