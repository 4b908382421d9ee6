using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cambium.Server;

/// <summary>
/// Sends a trace of each request, and the log, to a collector by OTLP where one is named. Where it is, how it is spoken to, and what the service is called are set as
/// OpenTelemetry has it: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER.
/// </summary>
static class TelemetryExport
{
    /// <summary>The framework's source of a span a request, which costs nothing while nobody listens.</summary>
    const string RequestSource = "Microsoft.AspNetCore";

    const string ServiceName = "cambium";

    /// <summary>Adds the exporters, where the environment names a collector.</summary>
    internal static void AddTelemetryExport(this IServiceCollection services, ILoggingBuilder logging, Func<string, string?> environment)
    {
        if (string.IsNullOrWhiteSpace(environment("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            return;
        }

        var resource = ResourceBuilder.CreateDefault();
        if (string.IsNullOrWhiteSpace(environment("OTEL_SERVICE_NAME")))
        {
            resource.AddService(ServiceName);
        }

        logging.AddOpenTelemetry(log => log.SetResourceBuilder(resource).AddOtlpExporter());

        // Made when the server is built and disposed with it, which sends what is left.
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(RequestSource).AddOtlpExporter().Build()!);
    }
}
