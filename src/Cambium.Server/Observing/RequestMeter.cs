using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// Counts and times requests. Those of one endpoint count together, whatever their paths say, and so do those of no endpoint: a stranger cannot make
/// the counters grow.
/// </summary>
sealed class RequestMeter(RequestDelegate next, ServerMetrics metrics)
{
    static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var begin = Stopwatch.GetTimestamp();
        metrics.NoteBegun();
        try
        {
            await next(context);
        }
        finally
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
            var method = Array.Find(Methods, method => HttpMethods.Equals(method, context.Request.Method)) ?? "other";
            metrics.NoteAnswered(method, route, context.Response.StatusCode, Stopwatch.GetElapsedTime(begin));
        }
    }
}
