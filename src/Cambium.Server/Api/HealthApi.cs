using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// GET /health: 200, the text OK. GET /version: the version, as text. GET /v2/health/live and GET /v2/health/ready (Open Inference Protocol): 200 with {"live": true},
/// {"ready": true}.
/// </summary>
static class HealthApi
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health", Verbs.Read, () => TypedResults.Text("OK"));
        routes.MapMethods("/version", Verbs.Read, () => TypedResults.Text(typeof(HealthApi).Assembly.GetName().Version!.ToString(3))); // every built assembly has a version
        routes.MapMethods("/v2/health/live", Verbs.Read, () => TypedResults.Json(new { live = true }));
        routes.MapMethods("/v2/health/ready", Verbs.Read, () => TypedResults.Json(new { ready = true }));
    }
}
