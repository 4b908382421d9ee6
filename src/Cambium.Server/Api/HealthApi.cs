using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// GET /health: 200, the text OK. GET /version: the version, as text. GET /health/live: 200 with {"live": true} while the process answers; GET
/// /health/ready: 200 with {"ready": true} while the store does, else its failure. Both also below /v2 (Open Inference Protocol).
/// </summary>
static class HealthApi
{
    internal static void MapHealth(this IEndpointRouteBuilder routes, TrackingStore store)
    {
        routes.MapMethods("/health", Verbs.Read, () => TypedResults.Text("OK"));
        routes.MapMethods("/version", Verbs.Read, () => TypedResults.Text(typeof(HealthApi).Assembly.GetName().Version!.ToString(3))); // every built assembly has a version
        foreach (var root in new[] { "", "/v2" })
        {
            routes.MapMethods($"{root}/health/live", Verbs.Read, () => TypedResults.Json(new { live = true }));
            routes.MapMethods($"{root}/health/ready", Verbs.Read, () =>
            {
                // Any question will do: one that the store answers from an index.
                _ = store.Experiments.FindExperiment("Default");
                return TypedResults.Json(new { ready = true });
            });
        }
    }
}
