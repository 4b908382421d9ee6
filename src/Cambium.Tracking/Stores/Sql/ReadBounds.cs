using System.Diagnostics;
using System.Globalization;

namespace Cambium.Tracking;

/// <summary>When a read is to end at the latest: after a time, or when nobody waits for it any more.</summary>
readonly record struct ReadBounds
{
    /// <summary>What is read that is no search; the beginning of a sentence.</summary>
    const string SomeRead = "What was to be read";

    readonly long _began;
    readonly ReadTime? _others;
    readonly TimeSpan _before;

    /// <summary>Begins now.</summary>
    /// <param name="limit">The time; more than none.</param>
    /// <param name="aborted">Is cancelled when the one who asked has gone.</param>
    /// <param name="others">The time that other reads for the same request took, which counts too; null where each read has its own.</param>
    internal ReadBounds(TimeSpan limit, CancellationToken aborted, ReadTime? others = null)
    {
        Limit = limit;
        Aborted = aborted;
        _others = others;
        _before = others?.Taken ?? TimeSpan.Zero;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>It may take as long as it likes.</summary>
    internal static ReadBounds None => default;

    /// <summary>The time; none where there is no bound.</summary>
    internal TimeSpan Limit { get; }

    /// <summary>Is cancelled when the one who asked has gone.</summary>
    internal CancellationToken Aborted { get; }

    internal bool IsBounded => Limit > TimeSpan.Zero;

    /// <summary>Whether the read must end now.</summary>
    internal bool IsOver => IsBounded && (Aborted.IsCancellationRequested || Elapsed >= Limit);

    /// <summary>Whether reads before this one took all the time.</summary>
    internal bool IsSpent => IsBounded && _before >= Limit;

    /// <summary>The time that is left.</summary>
    internal TimeSpan Left => Limit - Elapsed is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    TimeSpan Elapsed => _before + Stopwatch.GetElapsedTime(_began);

    /// <summary>Counts the time that the read took, which is over.</summary>
    internal void End() => _others?.Add(Stopwatch.GetElapsedTime(_began));

    /// <summary>
    /// What is thrown where a read was stopped. Not as unavailable, since clients send that again for minutes, and it would take as long each time.
    /// </summary>
    /// <param name="what">What was read, as the beginning of a sentence; null where it was no search.</param>
    internal Exception Stopped(string? what, Exception? inner = null) => Aborted.IsCancellationRequested
        ? new OperationCanceledException("Nobody waits for what was read any more.", inner, Aborted)
        : new TrackingException(
            TrackingErrorCode.InvalidParameterValue,
            $"{what ?? SomeRead} took longer than {Seconds} and was stopped. "
            + (what is null ? "Ask for less at a time." : "Narrow it: search fewer experiments, compare with = in place of LIKE and ILIKE, and put the comparisons of fewer keys into it.")
            + " Whoever runs the server can give more time with --read-seconds.",
            inner);

    /// <summary>What is thrown where others kept it from being begun.</summary>
    internal Exception NotBegun() => Aborted.IsCancellationRequested
        ? new OperationCanceledException("Nobody waits for what was to be read any more.", Aborted)
        : new TrackingException(
            TrackingErrorCode.TemporarilyUnavailable,
            $"All connections that read the store were busy with other requests for {Seconds}. Try again.");

    string Seconds => Limit == TimeSpan.FromSeconds(1) ? "1 second" : string.Create(CultureInfo.InvariantCulture, $"{Limit.TotalSeconds:0.###} seconds");
}
