using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The spans of a trace in its file, and what they tell of the trace. Whoever may write artifacts may have written the file, so nothing of it is trusted.</summary>
sealed class SpanFile
{
    const int NanosecondsOfMillisecond = 1_000_000;

    /// <summary>A trace of more bytes is not added to: the file is read into objects, which take many times as much.</summary>
    internal const int MostBytes = 4 * 1024 * 1024;

    readonly Dictionary<string, JsonObject> _spans = new(StringComparer.Ordinal);

    /// <summary>The file's name in the folder of the trace.</summary>
    internal const string Name = "traces.json";

    /// <summary>Adds the spans of a file; none where it holds something else.</summary>
    /// <exception cref="TrackingException">The file is too large to add to.</exception>
    internal void AddFile(Stream file)
    {
        if (file.Length > MostBytes)
        {
            throw new TrackingException($"The trace has {file.Length} bytes of spans already, and takes no more beyond {MostBytes}. Begin another trace.");
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        if (JsonText.Parse(reader.ReadToEnd()) is JsonObject content && content["spans"] is JsonArray spans)
        {
            var kept = spans.OfType<JsonObject>().ToList();
            spans.Clear();
            kept.ForEach(Add);
        }
    }

    /// <summary>Adds a span, over one of the same id: exporters send spans again when they do not know that they came.</summary>
    internal void Add(JsonObject span)
    {
        if (Text(span["span_id"]) is { } id)
        {
            _spans[id] = span;
        }
    }

    /// <summary>The content of the file.</summary>
    internal byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = MlflowCall.JsonOptions.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("spans"u8);
            foreach (var span in _spans.Values)
            {
                span.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>What the spans tell of their trace. It goes on until its root has come.</summary>
    internal TraceRecord Trace(string id, long experiment)
    {
        var root = _spans.Values.FirstOrDefault(span => span["parent_span_id"] is null);
        var started = _spans.Values.Min(span => Nanoseconds(span["start_time_unix_nano"]));
        var ended = _spans.Values.Max(span => Nanoseconds(span["end_time_unix_nano"]));
        var attributes = root?["attributes"] as JsonObject;
        var name = Text(root?["name"]);
        return new TraceRecord
        {
            Id = id,
            ExperimentId = experiment,
            Started = (long)(started / NanosecondsOfMillisecond),
            Duration = root is null ? null : (long)(ended > started ? (ended - started) / NanosecondsOfMillisecond : 0),
            State = root is null ? "IN_PROGRESS" : Text((root["status"] as JsonObject)?["code"]) == "STATUS_CODE_ERROR" ? "ERROR" : "OK",
            RequestPreview = Text(attributes?["mlflow.spanInputs"]),
            ResponsePreview = Text(attributes?["mlflow.spanOutputs"]),
            Metadata = [new("mlflow.trace_schema.version", "3")],
            Tags = name is null ? [] : [new("mlflow.traceName", name)],
        };
    }

    static ulong Nanoseconds(JsonNode? node) => node is JsonValue value && value.TryGetValue<ulong>(out var time) ? time : 0;

    /// <summary>A text without NUL characters, which not every database keeps.</summary>
    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text.Replace("\0", "", StringComparison.Ordinal) : null;
}
