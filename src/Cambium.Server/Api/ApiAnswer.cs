using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cambium.Server;

/// <summary>
/// How the API answers a request that failed: RFC 9457 problem details, with the "error" member that the Open Inference Protocol asks for.
/// </summary>
static class ApiAnswer
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly string[] Roots = ["/api", "/ajax-api", "/v2", "/invocations", "/health", "/assets"];

    /// <summary>Whether programs, not people, ask for a path.</summary>
    internal static bool IsApiPath(PathString path) =>
        Array.Exists(Roots, root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a program, not a person, made a request: by its path, or because it sends JSON to a page's address.</summary>
    internal static bool IsForProgram(HttpRequest request) =>
        IsApiPath(request.Path) || (HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Writes the body of a failed request.</summary>
    internal static Task WriteAsync(HttpContext context, Failure failure)
    {
        var problem = new
        {
            type = "about:blank",
            title = ReasonPhrases.GetReasonPhrase(failure.Status),
            status = failure.Status,
            detail = failure.Message,
            error = failure.Message,
        };
        return context.Response.WriteAsJsonAsync(problem, Json, "application/problem+json", context.RequestAborted);
    }
}
