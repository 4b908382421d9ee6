using System.Text.Encodings.Web;
using System.Text.Json;
using Cambium.Tracking;
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

    /// <summary>
    /// Why the registry is changed, for its history: the field "reason", else the header X-Cambium-Reason, which stands beside any request of MLflow's own.
    /// A header's text may be percent-encoded, since not every client sends other letters than ASCII's. Who changes it is told by the credentials.
    /// </summary>
    internal RegistryActor Actor
    {
        get
        {
            var said = request.OptionalText("reason"u8) ?? Uri.UnescapeDataString(context.Request.Headers["X-Cambium-Reason"].ToString());
            return string.IsNullOrWhiteSpace(said) ? RegistryActor.Unknown : new RegistryActor("", said.Trim());
        }
    }

    /// <summary>A part of the path, with the slashes that the path's reading leaves escaped.</summary>
    internal string PathText(string name) =>
        (context.Request.RouteValues[name] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
