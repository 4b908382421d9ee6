namespace Cambium.Tracking;

/// <summary>
/// Sends what is in the outbox until told to stop: each webhook's messages one after another, in order as long as none fails, several webhooks at once, so
/// that a slow one holds up nobody else, nor a message that is always refused those behind it. A message is sent at least once; it is sent again with the same id where the process ended before the answer was noted.
/// </summary>
/// <param name="outbox">What is to be sent.</param>
/// <param name="sender">Sends it.</param>
/// <param name="settings">How often, how long, how many.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads the waits of messages that failed together.</param>
sealed class WebhookDispatcher(IWebhookOutbox outbox, WebhookSender sender, WebhookSettings settings, TimeProvider time, Random random)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Sends until cancelled. An attempt that is under way then is given back.</summary>
    /// <param name="report">Is told when the store could not be read or written; sending goes on after the next pause.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(Action<Exception> report, CancellationToken cancellationToken)
    {
        var running = new Dictionary<string, Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await EndFinishedAsync(running);
                foreach (var delivery in outbox.TakeDue(settings.MostAtOnce - running.Count, running.Keys, Lease))
                {
                    running[delivery.WebhookId] = DeliverAsync(delivery, cancellationToken);
                }
            }
            catch (Exception e) when (e is TrackingException or IOException)
            {
                report(e);
            }

            await PauseAsync(running.Values, cancellationToken);
        }

        try
        {
            await Task.WhenAll(running.Values);
        }
        catch (Exception e) when (e is TrackingException or IOException)
        {
            report(e);
        }
    }

    /// <summary>Sends what is due now, once.</summary>
    /// <returns>How many messages were tried.</returns>
    internal async Task<int> DeliverDueAsync(CancellationToken cancellationToken)
    {
        var due = outbox.TakeDue(settings.MostAtOnce, [], Lease);
        await Task.WhenAll(due.Select(delivery => DeliverAsync(delivery, cancellationToken)));
        return due.Count;
    }

    /// <summary>Longer than any attempt may take.</summary>
    TimeSpan Lease => settings.Timeout + settings.Timeout + TimeSpan.FromSeconds(10);

    async Task DeliverAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        WebhookAnswer answer;
        try
        {
            answer = await sender.SendAsync(delivery.Message, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            outbox.Release(delivery);
            return;
        }

        if (answer.IsSuccess)
        {
            outbox.Sent(delivery);
            return;
        }

        var isLast = answer.IsFinal || delivery.Attempts + 1 >= settings.MostAttempts;
        outbox.Failed(delivery, answer.Error ?? "", isLast ? null : Wait(delivery.Attempts, answer.RetryAfter));
    }

    /// <summary>Twice as long each time and up to a quarter more, or what the receiver asks for where that is longer; at most an hour.</summary>
    TimeSpan Wait(int attempts, TimeSpan? asked)
    {
        var wait = settings.FirstWait * Math.Pow(2, Math.Min(attempts, 30)) * (1 + (random.NextDouble() / 4));
        var longer = asked > wait ? asked.Value : wait;
        return longer < LongestWait ? longer : LongestWait;
    }

    static async Task EndFinishedAsync(Dictionary<string, Task> running)
    {
        foreach (var (webhook, task) in running.Where(one => one.Value.IsCompleted).ToList())
        {
            running.Remove(webhook);
            await task;
        }
    }

    async Task PauseAsync(IEnumerable<Task> running, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(settings.Poll, time, ended.Token);
        await Task.WhenAny([pause, .. running]);
        await ended.CancelAsync();
    }
}
