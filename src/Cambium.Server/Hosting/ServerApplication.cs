using System.Net;
using System.Text.Encodings.Web;
using Cambium.Serving;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cambium.Server;

/// <summary>
/// Puts the server together: services, the steps of a request, endpoints. Reads no settings from files, and from the environment only those of <see cref="TelemetryExport"/>.
/// </summary>
static class ServerApplication
{
    internal static WebApplication Build(Tracker tracker, ServerOptions options, TimeProvider time, IPAddress address, int port)
    {
        var people = tracker.Store.People ?? throw new ArgumentException($"The store {tracker.Place} keeps no users, so it cannot be served.", nameof(tracker));
        var name = typeof(ServerApplication).Assembly.GetName().Name;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = ServerLimits.RequestLineBytes;
        });
        builder.Logging
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            // A start that fails is thrown to the caller, who tries the next port or tells.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            // Tells only of failures that got past the error edge, and would have every request make an activity and a log scope. Where there is a
            // collector, it listens by itself.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddTelemetryExport(builder.Logging, Environment.GetEnvironmentVariable);
        builder.Services
            .AddRoutingCore()
            .AddSingleton(time)
            .AddSingleton(options)
            .AddPeople(tracker, people)
            .AddSingleton(HtmlEncoder.Default)
            .AddSingleton(AssetStore.Load())
            .AddSingleton(new ModelCache(tracker.FetchModel))
            .AddSingleton<ServerMetrics>()
            .AddWebhooks(tracker.Store, options)
            .AddSingleton<PageRenderer>();

        var app = builder.Build();
        tracker.Store.CallFrom(app.Services.GetRequiredService<RequestSurroundings>());
        app.Services.GetService<OpenTelemetry.Trace.TracerProvider>();
        app.UseMiddleware<RequestMeter>();
        app.UseMiddleware<ErrorEdge>();
        app.UseMiddleware<RequestGuard>();
        app.UseRouting();
        app.UseMiddleware<AccessGate>();
        app.MapHealth(tracker.Store);
        var metrics = app.Services.GetRequiredService<ServerMetrics>();
        app.MapMetrics(metrics, time);
        app.MapMlflow(app.Services.GetRequiredService<TrackingStore>(), metrics);
        app.MapRegistry(app.Services.GetRequiredService<TrackingStore>());
        app.MapWebhooks();
        app.MapInfer();
        app.MapInvocations();
        app.MapWhatIf();
        app.MapAssets();
        app.MapArtifacts();
        app.MapRunMetrics();
        app.MapPages();
        app.Services.GetRequiredService<PageForms>().Map(app);
        app.Services.GetRequiredService<ModelForms>().Map(app);
        app.MapPeople();
        return app;
    }
}
