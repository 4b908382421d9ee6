using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// GET /api/runs/{id}/artifacts: the artifacts of a run, [{"path", "size"}]. GET /api/runs/{id}/artifacts/{path}: one of them as a
/// download; with ?view=1 pictures come as pictures. Whatever a run holds is foreign: it is served without a type that a browser would run,
/// and sandboxed.
/// </summary>
static class ArtifactsApi
{
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
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        response.Headers.CacheControl = "no-cache";
        return view == true && ContentTypes.OfPicture(path) is { } picture
            ? TypedResults.Stream(stream, picture)
            : TypedResults.Stream(stream, "application/octet-stream", path[(path.LastIndexOf('/') + 1)..]);
    }
}
