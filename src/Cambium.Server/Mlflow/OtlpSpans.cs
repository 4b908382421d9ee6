using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Spans of an ExportTraceServiceRequest of OpenTelemetry (opentelemetry-proto 1.x), each as MLflow's clients write it into the file traces.json: ids in
/// Base64, and values of attributes as texts of JSON.
/// </summary>
static class OtlpSpans
{
    /// <summary>Most spans of a request; collectors send some thousands.</summary>
    const int MostSpans = 50_000;

    /// <summary>Values within values; the format of the file allows for more, no exporter writes as many.</summary>
    const int MostDepth = 32;

    const int TraceIdBytes = 16;
    const int SpanIdBytes = 8;
    const string TraceAttribute = "mlflow.traceRequestId";

    static readonly string[] StatusCodes = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    /// <exception cref="TrackingException">It holds too many spans.</exception>
    internal static List<JsonObject> Read(ReadOnlySpan<byte> request)
    {
        const uint ResourceSpans = (1 << 3) | ProtobufReader.Bytes;
        const uint ScopeSpans = (2 << 3) | ProtobufReader.Bytes;
        var spans = new List<JsonObject>();
        var resources = new ProtobufReader(request);
        while (Find(ref resources, ResourceSpans))
        {
            var scopes = new ProtobufReader(resources.ReadBytes());
            while (Find(ref scopes, ScopeSpans))
            {
                var each = new ProtobufReader(scopes.ReadBytes());
                while (Find(ref each, ScopeSpans))
                {
                    spans.Add(spans.Count < MostSpans ? Span(each.ReadBytes()) : throw new TrackingException($"A request can hold at most {MostSpans} spans. Send them in several requests."));
                }
            }
        }

        return spans;
    }

    /// <summary>The id that MLflow gives a trace of OpenTelemetry.</summary>
    internal static string TraceId(JsonObject span) => $"tr-{Convert.ToHexStringLower(Convert.FromBase64String(span["trace_id"]!.GetValue<string>()))}"; // Read made it

    static bool Find(ref ProtobufReader reader, uint field)
    {
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    static JsonObject Span(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> trace = default, id = default, parent = default;
        var (name, start, end) = ("", 0UL, 0UL);
        var (attributes, events, status) = (new JsonObject(), new JsonArray(), Status(default));
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case (1 << 3) | ProtobufReader.Bytes:
                    trace = reader.ReadBytes();
                    break;
                case (2 << 3) | ProtobufReader.Bytes:
                    id = reader.ReadBytes();
                    break;
                case (4 << 3) | ProtobufReader.Bytes:
                    parent = reader.ReadBytes();
                    break;
                case (5 << 3) | ProtobufReader.Bytes:
                    name = reader.ReadText();
                    break;
                case (7 << 3) | ProtobufReader.Fixed64:
                    start = reader.ReadFixed64();
                    break;
                case (8 << 3) | ProtobufReader.Fixed64:
                    end = reader.ReadFixed64();
                    break;
                case (9 << 3) | ProtobufReader.Bytes:
                    AddTo(attributes, reader.ReadBytes());
                    break;
                case (11 << 3) | ProtobufReader.Bytes:
                    events.Add(Event(reader.ReadBytes()));
                    break;
                case (15 << 3) | ProtobufReader.Bytes:
                    status = Status(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (!IsId(trace, TraceIdBytes) || !IsId(id, SpanIdBytes) || (parent.Length > 0 && parent.Length != SpanIdBytes))
        {
            throw ProtobufReader.Malformed();
        }

        attributes[TraceAttribute] ??= $"\"tr-{Convert.ToHexStringLower(trace)}\"";
        return new JsonObject
        {
            ["trace_id"] = Convert.ToBase64String(trace),
            ["span_id"] = Convert.ToBase64String(id),
            ["parent_span_id"] = IsId(parent, SpanIdBytes) ? Convert.ToBase64String(parent) : null,
            ["name"] = name,
            ["start_time_unix_nano"] = start,
            ["end_time_unix_nano"] = end,
            ["events"] = events,
            ["status"] = status,
            ["attributes"] = attributes,
        };
    }

    /// <summary>An id is of so many bytes, and not of zeros only, which mean that there is none.</summary>
    static bool IsId(ReadOnlySpan<byte> id, int length) => id.Length == length && id.ContainsAnyExcept((byte)0);

    static JsonObject Event(ReadOnlySpan<byte> message)
    {
        var (name, time, attributes) = ("", 0UL, new JsonObject());
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case (1 << 3) | ProtobufReader.Fixed64:
                    time = reader.ReadFixed64();
                    break;
                case (2 << 3) | ProtobufReader.Bytes:
                    name = reader.ReadText();
                    break;
                case (3 << 3) | ProtobufReader.Bytes:
                    AddTo(attributes, reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new JsonObject { ["name"] = name, ["time_unix_nano"] = time, ["attributes"] = attributes };
    }

    static JsonObject Status(ReadOnlySpan<byte> message)
    {
        var (text, code) = ("", 0UL);
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case (2 << 3) | ProtobufReader.Bytes:
                    text = reader.ReadText();
                    break;
                case (3 << 3) | ProtobufReader.Varint:
                    code = reader.ReadVarint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new JsonObject { ["code"] = StatusCodes[code < (ulong)StatusCodes.Length ? (int)code : 0], ["message"] = text };
    }

    static void AddTo(JsonObject attributes, ReadOnlySpan<byte> pair)
    {
        var (key, value) = Pair(pair, 0);
        attributes[key] = value is null ? "null" : value.ToJsonString(new JsonSerializerOptions { Encoder = MlflowCall.JsonOptions.Encoder });
    }

    static (string Key, JsonNode? Value) Pair(ReadOnlySpan<byte> message, int depth)
    {
        var key = "";
        JsonNode? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case (1 << 3) | ProtobufReader.Bytes:
                    key = reader.ReadText();
                    break;
                case (2 << 3) | ProtobufReader.Bytes:
                    value = Value(reader.ReadBytes(), depth + 1);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (key, value);
    }

    static JsonNode? Value(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MostDepth)
        {
            throw ProtobufReader.Malformed();
        }

        JsonNode? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case (1 << 3) | ProtobufReader.Bytes:
                    value = reader.ReadText();
                    break;
                case (2 << 3) | ProtobufReader.Varint:
                    value = reader.ReadVarint() != 0;
                    break;
                case (3 << 3) | ProtobufReader.Varint:
                    value = (long)reader.ReadVarint();
                    break;
                case (4 << 3) | ProtobufReader.Fixed64:
                    value = Real(BitConverter.UInt64BitsToDouble(reader.ReadFixed64()));
                    break;
                case (5 << 3) | ProtobufReader.Bytes:
                    value = List(reader.ReadBytes(), depth);
                    break;
                case (6 << 3) | ProtobufReader.Bytes:
                    value = Map(reader.ReadBytes(), depth);
                    break;
                case (7 << 3) | ProtobufReader.Bytes:
                    value = Convert.ToBase64String(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    static JsonArray List(ReadOnlySpan<byte> message, int depth)
    {
        var list = new JsonArray();
        var reader = new ProtobufReader(message);
        while (Find(ref reader, (1 << 3) | ProtobufReader.Bytes))
        {
            list.Add(Value(reader.ReadBytes(), depth + 1));
        }

        return list;
    }

    static JsonObject Map(ReadOnlySpan<byte> message, int depth)
    {
        var map = new JsonObject();
        var reader = new ProtobufReader(message);
        while (Find(ref reader, (1 << 3) | ProtobufReader.Bytes))
        {
            var (key, value) = Pair(reader.ReadBytes(), depth);
            map[key] = value;
        }

        return map;
    }

    /// <summary>JSON has no word for what is not finite.</summary>
    static JsonNode Real(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);
}
