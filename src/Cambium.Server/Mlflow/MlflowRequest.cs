using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cambium.Server;

/// <summary>
/// What a client of MLflow's protocol sent: the query of a GET, else a JSON body. The body is read where it lies in the connection's buffers. As MLflow
/// has it, a body that is no JSON object is an empty one, and a JSON text that holds JSON is read a second time.
/// </summary>
sealed class MlflowRequest : IDisposable
{
    /// <summary>Deeper JSON counts as malformed; no message of the protocol is deeper than 6.</summary>
    internal const int MaxDepth = 64;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    readonly PipeReader? _body;
    readonly SequencePosition _end;
    readonly JsonDocument? _document;

    MlflowRequest(JsonDocument? document, PipeReader? body, SequencePosition end)
    {
        _document = document;
        _body = body;
        _end = end;
        Fields = document is { RootElement.ValueKind: JsonValueKind.Object } ? new MlflowFields(document.RootElement, isQuery: body is null) : default;
    }

    /// <summary>What was sent.</summary>
    internal MlflowFields Fields { get; }

    /// <summary>Reads what was sent.</summary>
    /// <exception cref="TrackingException">A body does not say that it is JSON: a page of another site can make a browser post anything else.</exception>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes, or ends early.</exception>
    internal static async ValueTask<MlflowRequest> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && request.QueryString.HasValue)
        {
            return new MlflowRequest(OfQuery(request.Query), null, default);
        }

        if (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method))
        {
            CheckContentType(request.ContentType);
        }

        var buffer = await ReadWholeAsync(request.BodyReader, context.RequestAborted);
        return new MlflowRequest(OfBody(buffer), request.BodyReader, buffer.End);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The document reads the connection's buffers, and goes before them.
        _document?.Dispose();
        _body?.AdvanceTo(_end);
    }

    /// <summary>The JSON of a body; null where it is none.</summary>
    internal static JsonDocument? OfBody(in ReadOnlySequence<byte> body)
    {
        if (body.IsEmpty || Parse(body) is not { } document)
        {
            return null;
        }

        if (document.RootElement.ValueKind != JsonValueKind.String)
        {
            return document;
        }

        using (document)
        {
            return Inner(document.RootElement) is { } inner ? Parse(new ReadOnlySequence<byte>(inner)) : null;
        }
    }

    /// <summary>The JSON that a query means: each key a text, or a list of texts where it is named more than once.</summary>
    internal static JsonDocument OfQuery(IQueryCollection query)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, MlflowCall.JsonOptions))
        {
            writer.WriteStartObject();
            foreach (var (key, values) in query)
            {
                writer.WritePropertyName(key);
                if (values.Count == 1)
                {
                    writer.WriteStringValue(values[0]);
                    continue;
                }

                writer.WriteStartArray();
                foreach (var value in values)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    static JsonDocument? Parse(in ReadOnlySequence<byte> body)
    {
        try
        {
            // Text is decoded later, when it is too late to call the body malformed.
            return Utf8Text.IsValid(body) ? JsonDocument.Parse(body, Options) : null;
        }
        catch (JsonException)
        {
            return BareNumbers.Quoted(body) is { } mended ? Mended(mended) : null;
        }
    }

    static JsonDocument? Mended(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static byte[]? Inner(JsonElement text)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetBytes(text.GetString()!); // it is a string
        }
        catch (InvalidOperationException)
        {
            // Not valid Unicode, so no JSON either.
            return null;
        }
    }

    static async ValueTask<ReadOnlySequence<byte>> ReadWholeAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                return read.Buffer;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    static void CheckContentType(string? given)
    {
        // Compared first, since nearly every client sends exactly this.
        if (given == "application/json"
            || (MediaTypeHeaderValue.TryParse(given, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        throw new TrackingException("Bad Request. Content-Type must be one of ['application/json'].");
    }
}
