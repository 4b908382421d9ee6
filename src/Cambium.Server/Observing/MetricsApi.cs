using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>GET /metrics: what the server counts, in the text format of Prometheus.</summary>
static class MetricsApi
{
    internal static void MapMetrics(this IEndpointRouteBuilder routes, ServerMetrics metrics, TimeProvider time) => routes.MapMethods("/metrics", Verbs.Read, async context =>
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(Text(metrics, time.GetUtcNow()), context.RequestAborted);
    });

    /// <summary>All counters.</summary>
    internal static string Text(ServerMetrics metrics, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Requests(text, metrics);
        One(text, "cambium_requests_running", "gauge", "Requests that are being answered.", metrics.Running);

        Head(text, "cambium_logged_total", "counter", "Points, parameters and tags that runs wrote over HTTP.");
        var (points, parameters, tags) = metrics.Logged;
        text.Append(CultureInfo.InvariantCulture, $"cambium_logged_total{{kind=\"metric\"}} {points}\n");
        text.Append(CultureInfo.InvariantCulture, $"cambium_logged_total{{kind=\"parameter\"}} {parameters}\n");
        text.Append(CultureInfo.InvariantCulture, $"cambium_logged_total{{kind=\"tag\"}} {tags}\n");

        One(text, "cambium_uptime_seconds", "gauge", "How long the server has been running.", (now - metrics.Started).TotalSeconds);
        using var process = Process.GetCurrentProcess();
        One(text, "process_resident_memory_bytes", "gauge", "Memory of the process that is in RAM.", process.WorkingSet64);
        One(text, "process_cpu_seconds_total", "counter", "Processor time of the process.", process.TotalProcessorTime.TotalSeconds);
        One(text, "process_start_time_seconds", "gauge", "When the process started, in seconds since 1970 UTC.", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        One(text, "dotnet_heap_bytes", "gauge", "Managed objects, live or not yet collected.", GC.GetTotalMemory(forceFullCollection: false));
        One(text, "dotnet_collections_total", "counter", "Garbage collections of the oldest generation.", GC.CollectionCount(GC.MaxGeneration));
        return text.ToString();
    }

    static void Requests(StringBuilder text, ServerMetrics metrics)
    {
        Head(text, "cambium_request_duration_seconds", "histogram", "How long requests took.");
        foreach (var ((method, route, status), series) in metrics.Requests.OrderBy(one => one.Key.Route, StringComparer.Ordinal).ThenBy(one => one.Key.Method, StringComparer.Ordinal).ThenBy(one => one.Key.Status))
        {
            var labels = string.Create(CultureInfo.InvariantCulture, $"method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            var counts = series.Cumulative();
            for (var i = 0; i < counts.Length; i++)
            {
                var bound = i < RequestSeries.Bounds.Length ? RequestSeries.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"cambium_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}} {counts[i]}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"cambium_request_duration_seconds_sum{{{labels}}} {series.Seconds}\n");
            text.Append(CultureInfo.InvariantCulture, $"cambium_request_duration_seconds_count{{{labels}}} {counts[^1]}\n");
        }
    }

    static void One(StringBuilder text, string name, string type, string help, double value)
    {
        Head(text, name, type, help);
        text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }

    static void Head(StringBuilder text, string name, string type, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
}
