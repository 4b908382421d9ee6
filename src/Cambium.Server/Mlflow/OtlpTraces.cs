using System.IO.Compression;
using System.Text.Json.Nodes;
using Cambium.Serving;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>
/// POST /v1/traces: spans as programs with OpenTelemetry export them, protobuf over HTTP, into the experiment that the header x-mlflow-experiment-id names.
/// They become traces of <see cref="MlflowTraces"/>, with their spans in the file that clients read.
/// </summary>
sealed class OtlpTraces(ITraceStore traces, IExperimentStore experiments, IArtifactStore artifacts)
{
    const string ContentType = "application/x-protobuf";
    const string ExperimentHeader = "x-mlflow-experiment-id";

    /// <summary>The file of a trace is read, added to and written.</summary>
    readonly Lock[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    internal void Map(MlflowRoutes routes) => routes.MapAlone("POST", "/v1/traces", AddAsync);

    async Task AddAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentType?.Split(';')[0].Trim().Equals(ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new TrackingException($"Invalid Content-Type: {request.ContentType}. Expected: {ContentType}");
        }

        var experiment = request.Headers[ExperimentHeader].ToString() is { Length: > 0 } id
            ? MlflowFields.ToExperimentId(id)
            : throw default(MlflowFields).Missing("x-mlflow-experiment-id"u8);
        var body = await ReadAsync(request, context.RequestAborted);
        foreach (var trace in Spans(body).GroupBy(OtlpSpans.TraceId, StringComparer.Ordinal))
        {
            Add(experiment, trace.Key, trace);
        }

        // An ExportTraceServiceResponse without fields: all was taken.
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = 0;
    }

    /// <summary>Adds spans to a trace.</summary>
    internal void Add(long experiment, string id, IEnumerable<JsonObject> spans)
    {
        // What is there is read only for those who may add to it.
        (traces as GuardedTraceStore)?.OnStart(experiment);
        var folder = ProxyPath.OfUri(ArtifactUri.Below(experiments.GetExperiment(experiment).ArtifactLocation, $"traces/{id}/artifacts"));
        var path = ProxyPath.Join(folder, SpanFile.Name);
        lock (_locks[(uint)id.GetHashCode(StringComparison.Ordinal) % _locks.Length])
        {
            var content = new SpanFile();
            using (var before = artifacts.OpenRead(path))
            {
                if (before is not null)
                {
                    content.AddFile(before);
                }
            }

            foreach (var span in spans)
            {
                content.Add(span);
            }

            // First the record, which says where the spans are.
            traces.StartTrace(content.Trace(id, experiment));
            artifacts.Write(path, stream => stream.Write(content.ToBytes()));
        }
    }

    static List<JsonObject> Spans(byte[] body)
    {
        try
        {
            return OtlpSpans.Read(body);
        }
        catch (FormatException e)
        {
            throw new TrackingException("Invalid OpenTelemetry protobuf format", e);
        }
    }

    /// <summary>The body, unpacked. What unpacks to more than a body may have is refused before it is held.</summary>
    static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        await using var content = encoding switch
        {
            "" or "identity" => request.Body,
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            _ => throw new TrackingException($"The body is encoded as '{encoding}'. Send it as it is, or with gzip or deflate."),
        };
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (body.Length + count > RequestLimits.MaxBodyBytes)
                {
                    throw new BadHttpRequestException("The body unpacks to more than the server takes.", StatusCodes.Status413PayloadTooLarge);
                }

                body.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException e)
        {
            throw new TrackingException($"The body is not in the format of {encoding}, as its Content-Encoding says.", e);
        }

        return body.ToArray();
    }
}
