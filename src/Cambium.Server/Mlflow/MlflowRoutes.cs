using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>Maps paths of MLflow's protocol, and of ours that speak like it: each below /api and, for browsers, below /ajax-api.</summary>
sealed class MlflowRoutes(IEndpointRouteBuilder routes)
{
    static readonly string[] Roots = ["/api", "/ajax-api"];

    static readonly string[] Owned = ["/api/2.0", "/api/3.0", "/api/cambium", "/ajax-api", "/get-artifact", "/model-versions", "/v1"];

    /// <summary>Whether a path belongs to the protocol: refusals there are in MLflow's form.</summary>
    internal static bool Owns(PathString path) =>
        Array.Exists(Owned, root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    /// <summary>Maps an endpoint that answers with a JSON object.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path after /api, such as /2.0/mlflow/runs/get.</param>
    /// <param name="handler">Asks the stores and writes the members of the answer.</param>
    internal void Map(string method, string path, Action<MlflowCall> handler) => MapRaw(method, path, context => AnswerAsync(context, handler));

    /// <summary>Maps an endpoint that only pages ask for, below /ajax-api.</summary>
    internal void MapPages(string method, string path, Action<MlflowCall> handler) => MapAlone(method, "/ajax-api" + path, context => AnswerAsync(context, handler));

    /// <summary>Maps an endpoint that reads and answers by itself.</summary>
    internal void MapRaw(string method, string path, RequestDelegate endpoint)
    {
        foreach (var root in Roots)
        {
            routes.MapMethods(root + path, [method], endpoint);
        }
    }

    /// <summary>Maps an endpoint at one path, outside the two roots.</summary>
    internal void MapAlone(string method, string path, RequestDelegate endpoint) => routes.MapMethods(path, [method], endpoint);

    /// <summary>Answers that all is done.</summary>
    internal static Task AnswerNothingAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 2;
        return context.Response.BodyWriter.WriteAsync("{}"u8.ToArray(), context.RequestAborted).AsTask();
    }

    static async Task AnswerAsync(HttpContext context, Action<MlflowCall> handler)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var response = context.Response;

        // Not disposed where the handler fails: disposing would send the beginning of an answer.
        var writer = new Utf8JsonWriter(response.BodyWriter, MlflowCall.JsonOptions);
        writer.WriteStartObject();
        handler(new MlflowCall(context, request.Fields, writer));
        writer.WriteEndObject();
        writer.Flush();
        response.ContentType = "application/json";
        response.ContentLength = writer.BytesCommitted;
    }
}
