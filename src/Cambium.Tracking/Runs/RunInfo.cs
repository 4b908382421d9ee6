namespace Cambium.Tracking;

/// <summary>A run as the store holds it.</summary>
public sealed record RunInfo
{
    /// <summary>32 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required long ExperimentId { get; init; }

    /// <summary>A name for people; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended (UTC); null while it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether it says running but the process that ran it is gone, or was not heard of for a minute: it was killed.</summary>
    public bool IsStale { get; init; }

    /// <summary>Parameters by name.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Each metric's latest value (greatest step, then time), by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Tags by name; "source.commit", "data.fingerprint" and "data.rows" are set by Cambium.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The tables that it read, by name and digest.</summary>
    public IReadOnlyList<RunDataset> Datasets { get; init; } = [];

    internal static RunInfo Of(RunRecord run, DateTimeOffset now) => new()
    {
        Id = run.Id,
        ExperimentId = run.ExperimentId,
        Name = run.Name,
        Status = run.Status,
        Started = DateTimeOffset.FromUnixTimeMilliseconds(run.Started),
        Ended = run.Ended is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
        IsStale = run is { Status: RunStatus.Running, Owner: { } owner } && owner.IsGone(now - DateTimeOffset.FromUnixTimeMilliseconds(run.HeardOf)),
        Parameters = Sorted(run.Parameters),
        Datasets = [.. run.Datasets.Select(InputRecords.Shown)],
        Metrics = Sorted(run.Metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Value))),

        // The tags that repeat the name for other clients, and that tell a request from others.
        Tags = Sorted(run.Tags.Where(tag => tag.Key is not ("mlflow.runName" or RequestMark.Tag))),
    };

    static SortedDictionary<string, T> Sorted<T>(IEnumerable<KeyValuePair<string, T>> pairs) => new(pairs.ToDictionary(), StringComparer.Ordinal);
}
