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
            Tell(Activity.Current, method, route, context);
            metrics.NoteAnswered(method, route, context.Response.StatusCode, Stopwatch.GetElapsedTime(begin));
        }
    }

    /// <summary>Names the span of the request and says what it was, in OpenTelemetry's words for HTTP servers; there is none while nobody listens.</summary>
    static void Tell(Activity? span, string method, string route, HttpContext context)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.DisplayName = $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("url.path", context.Request.Path.Value);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
