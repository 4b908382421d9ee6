using Cambium.Tracking;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cambium.Server;

/// <summary>Sends what webhooks are to be told, as long as the server runs. What is under way when it stops is sent after the next start.</summary>
sealed partial class WebhookService(IWebhookOutbox outbox, WebhookSender sender, WebhookSettings settings, TimeProvider time, ILogger<WebhookService> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first look into the store must not hold up the start.
        await Task.Yield();
        await new WebhookDispatcher(outbox, sender, settings, time, Random.Shared).RunAsync(failure => LogWaiting(log, failure), stoppingToken);
    }

    [LoggerMessage(LogLevel.Warning, "Webhooks wait, because the store cannot be read or written.")]
    static partial void LogWaiting(ILogger log, Exception exception);
}
