using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cambium.Server;

/// <summary>What the server needs to tell webhooks of changes.</summary>
static class WebhookServices
{
    internal static IServiceCollection AddWebhooks(this IServiceCollection services, TrackingStore store, ServerOptions options)
    {
        if (store.Outbox is not { } outbox)
        {
            return services;
        }

        var settings = new WebhookSettings { AllowsPrivateAddresses = options.PrivateWebhooks, AllowsHttp = options.PrivateWebhooks };
        return services
            .AddSingleton(settings)
            .AddSingleton(provider => new WebhookSender(settings, provider.GetRequiredService<TimeProvider>()))
            .AddHostedService(provider => new WebhookService(
                outbox,
                provider.GetRequiredService<WebhookSender>(),
                settings,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<WebhookService>>()))

            // Whatever goes wrong with webhooks, the server goes on.
            .Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
    }

    /// <summary>Maps the endpoints, where the store keeps webhooks.</summary>
    internal static void MapWebhooks(this WebApplication application)
    {
        if (application.Services.GetRequiredService<TrackingStore>().Webhooks is { } webhooks)
        {
            var services = application.Services;
            var (sender, settings) = (services.GetRequiredService<WebhookSender>(), services.GetRequiredService<WebhookSettings>());
            new MlflowWebhooks(webhooks, sender, settings).Map(new MlflowRoutes(application));
            new WebhookForms(webhooks, sender, settings, services.GetRequiredService<CurrentCaller>(), services.GetRequiredService<PageRenderer>()).Map(application);
        }
    }
}
