using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// GET /api/runs/{id}/artifacts: the artifacts of a run, [{"path", "size"}]. GET /api/runs/{id}/artifacts/{path}: one of them as a
/// download; with ?view=true pictures come as pictures and HTML as HTML. Whatever a run holds is foreign: it is sandboxed, in an origin of
/// its own without network, and but for these served without a type that a browser would run.
/// </summary>
static class ArtifactsApi
{
    const string FilePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    /// <summary>Reports come as one file with their scripts and pictures in them: those run, in an origin of nobody's, and reach nothing.</summary>
    const string FramePolicy =
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        + "media-src data: blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <summary>The address of an artifact's bytes.</summary>
    internal static string Url(string runId, string path) => $"/api/runs/{runId}/artifacts/{EscapePath(path)}";

    /// <summary>A path with every segment escaped.</summary>
    internal static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    internal static void MapArtifacts(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/runs/{id}/artifacts", Verbs.Read, List);
        routes.MapMethods("/api/runs/{id}/artifacts/{**path}", Verbs.Read, Download);
    }

    static IResult List(string id, Tracker tracker) =>
        TypedResults.Json(tracker.Artifacts(tracker.FindRun(id).Id)
            .Select(artifact => new { path = artifact.Path, size = artifact.Size })
            .ToArray());

    static IResult Download(string id, string path, bool? view, Tracker tracker, HttpResponse response)
    {
        var stream = tracker.OpenArtifact(tracker.FindRun(id).Id, path);
        response.Headers.CacheControl = "no-cache";
        if (view == true && ContentTypes.IsPage(path))
        {
            response.Headers.ContentSecurityPolicy = FramePolicy;
            response.Headers.XFrameOptions = "SAMEORIGIN";
            return TypedResults.Stream(stream, "text/html; charset=utf-8");
        }

        response.Headers.ContentSecurityPolicy = FilePolicy;
        return view == true && ContentTypes.OfPicture(path) is { } picture
            ? TypedResults.Stream(stream, picture)
            : TypedResults.Stream(stream, "application/octet-stream", path[(path.LastIndexOf('/') + 1)..]);
    }
}
