using System.Collections.Concurrent;

namespace Cambium.Server;

/// <summary>What the server counts while it runs. Safe to use from several threads.</summary>
sealed class ServerMetrics(TimeProvider time)
{
    readonly ConcurrentDictionary<(string Method, string Route, int Status), RequestSeries> _requests = new();
    long _running;
    long _metrics;
    long _parameters;
    long _tags;

    /// <summary>When the server started.</summary>
    internal DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>The requests that were answered, by method, route and status.</summary>
    internal IEnumerable<KeyValuePair<(string Method, string Route, int Status), RequestSeries>> Requests => _requests;

    /// <summary>How many requests are being answered.</summary>
    internal long Running => Interlocked.Read(ref _running);

    /// <summary>How many points, parameters and tags of runs were written.</summary>
    internal (long Metrics, long Parameters, long Tags) Logged => (Interlocked.Read(ref _metrics), Interlocked.Read(ref _parameters), Interlocked.Read(ref _tags));

    /// <summary>Notes that a request came.</summary>
    internal void NoteBegun() => Interlocked.Increment(ref _running);

    /// <summary>Notes that a request was answered.</summary>
    internal void NoteAnswered(string method, string route, int status, TimeSpan duration)
    {
        Interlocked.Decrement(ref _running);
        _requests.GetOrAdd((method, route, status), static _ => new RequestSeries()).Note(duration);
    }

    /// <summary>Notes what a run wrote.</summary>
    internal void NoteLogged(int metrics, int parameters, int tags)
    {
        Interlocked.Add(ref _metrics, metrics);
        Interlocked.Add(ref _parameters, parameters);
        Interlocked.Add(ref _tags, tags);
    }
}
