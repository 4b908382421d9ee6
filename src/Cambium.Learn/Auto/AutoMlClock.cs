namespace Cambium.Learn;

/// <summary>The time that is left of a budget; without one there is no end, and nothing depends on the clock.</summary>
sealed class AutoMlClock(TimeProvider time, TimeSpan? budget)
{
    readonly long _start = time.GetTimestamp();

    /// <summary>The seconds since the start.</summary>
    internal double Elapsed => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>The seconds left; infinite without a budget.</summary>
    internal double Left => Budget - Elapsed;

    /// <summary>The budget in seconds; infinite where there is none.</summary>
    internal double Budget => budget?.TotalSeconds ?? double.PositiveInfinity;

    /// <summary>A source that is cancelled by the caller's token, or after so many seconds.</summary>
    internal CancellationTokenSource Within(double seconds, out CancellationTokenSource linked, CancellationToken caller)
    {
        var limit = double.IsInfinity(seconds) ? new CancellationTokenSource() : new CancellationTokenSource(TimeSpan.FromSeconds(Math.Max(0.001, seconds)), time);
        if (seconds <= 0)
        {
            // A timer would come some time later, by when a quick candidate is done.
            limit.Cancel();
        }

        linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, caller);
        return limit;
    }
}
