using System.Globalization;
using Cambium.Serving;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// The Open Inference Protocol, version 2 (REST). GET /v2: the server. GET /v2/models/{name}: inputs and outputs; GET
/// /v2/models/{name}/ready; POST /v2/models/{name}/infer: scores rows. Each also as /v2/models/{name}/versions/{version}...; without a
/// version the one with the alias champion, else the newest; {name}@{alias} names an alias. With "parameters": {"explain": true} SHAP
/// values come with the answers.
/// </summary>
static class InferApi
{
    internal static void MapInfer(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v2", Verbs.Read, Server);
        foreach (var model in new[] { "/v2/models/{name}", "/v2/models/{name}/versions/{version}" })
        {
            routes.MapMethods(model, Verbs.Read, Metadata);
            routes.MapMethods($"{model}/ready", Verbs.Read, Ready);
            routes.MapPost($"{model}/infer", InferAsync);
        }
    }

    static IResult Server()
    {
        var version = typeof(InferApi).Assembly.GetName().Version!; // every built assembly has a version
        return TypedResults.Json(new { name = "cambium", version = version.ToString(3), extensions = (string[])["explain"] });
    }

    static IResult Metadata(string name, string? version, Tracker tracker, ModelCache models)
    {
        var found = Find(tracker, name, version);
        var versions = tracker.FindModel(found.Name).Versions.Select(one => one.Version.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Bytes(models.Get(found).Metadata([.. versions]).ToJson(), "application/json");
    }

    static IResult Ready(string name, string? version, Tracker tracker, ModelCache models) =>
        TypedResults.Json(new { name = models.Get(Find(tracker, name, version)).Name, ready = true });

    static async Task<IResult> InferAsync(string name, string? version, HttpRequest request, Tracker tracker, ModelCache models)
    {
        RequestBody.ContentTypeOf(request, "application/json");
        if (request.Headers.ContainsKey("Inference-Header-Content-Length"))
        {
            throw new RequestFailure(
                StatusCodes.Status415UnsupportedMediaType,
                "The request carries binary tensors, which this server does not read; send the data as JSON.");
        }

        var model = models.Get(Find(tracker, name, version));
        var body = await RequestBody.ReadAsync(request);
        return TypedResults.Bytes(model.Infer(InferenceRequest.Parse(body), request.HttpContext.RequestAborted).ToJson(), "application/json");
    }

    static ModelVersion Find(Tracker tracker, string name, string? version) =>
        tracker.FindVersion(version is null ? name : $"{name}/{version}");
}
