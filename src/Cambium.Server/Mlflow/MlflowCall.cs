using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cambium.Server;

/// <summary>A request of MLflow's protocol and the JSON object that answers it. Stores are asked before the first member is written.</summary>
sealed class MlflowCall(HttpContext context, MlflowFields request, Utf8JsonWriter answer)
{
    /// <summary>How answers are written: members are never checked, only what JSON demands is escaped.</summary>
    internal static readonly JsonWriterOptions JsonOptions = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal HttpContext Context => context;

    /// <summary>What was sent.</summary>
    internal MlflowFields Request => request;

    /// <summary>Within the object that is the answer.</summary>
    internal Utf8JsonWriter Answer => answer;

    /// <summary>What time it is.</summary>
    internal DateTimeOffset Now => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>A part of the path, with the slashes that the path's reading leaves escaped.</summary>
    internal string PathText(string name) =>
        (context.Request.RouteValues[name] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
