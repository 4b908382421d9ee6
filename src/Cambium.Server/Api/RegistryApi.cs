using Cambium.Tracking;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// What MLflow's protocol has no questions for, below /api/cambium: gates of aliases, requests, and the registry's history. It speaks as MLflow's does: names in
/// snake_case, what is empty left out, refusals as {"error_code", "message"}. Times are milliseconds since 1970 UTC.
/// </summary>
static class RegistryApi
{
    internal static void MapRegistry(this IEndpointRouteBuilder endpoints, TrackingStore stores)
    {
        var routes = new MlflowRoutes(endpoints);
        new GatesApi(stores.Gates).Map(routes);
        new AliasRequestsApi(stores.Gates).Map(routes);
        new RegistryHistoryApi(stores.ModelHistory).Map(routes);
    }
}
