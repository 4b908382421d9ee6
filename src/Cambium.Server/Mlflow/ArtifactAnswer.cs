using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Cambium.Server;

/// <summary>Sends an artifact. Whatever a run holds is foreign: it comes as a download, sandboxed, and no browser may guess what it is.</summary>
static class ArtifactAnswer
{
    static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Sends a file in pieces, or the part of it that the request asks for.</summary>
    /// <exception cref="TrackingException">There is no such file.</exception>
    internal static Task SendAsync(HttpContext context, IArtifactStore artifacts, string path)
    {
        var file = (path.Length == 0 ? null : artifacts.OpenRead(path))
            ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no artifact '{path}'.");
        var name = path[(path.LastIndexOf('/') + 1)..];
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "no-cache";

        // The result closes the file, also where the client goes away.
        return TypedResults.Stream(file, TypeOf(name), name, enableRangeProcessing: file.CanSeek).ExecuteAsync(context);
    }

    static string TypeOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        // Types of programs and data that people read as text; those of the table would not be shown.
        ".YAML" or ".YML" or ".TOML" or ".LOG" or ".MD" or ".RST" or ".PY" or ".CFG" or ".CONF" or ".INI" or ".TSV" => "text/plain",
        "" when name is "MLmodel" or "MLproject" => "text/plain",
        _ => Types.TryGetContentType(name, out var type) ? type : "application/octet-stream",
    };
}
