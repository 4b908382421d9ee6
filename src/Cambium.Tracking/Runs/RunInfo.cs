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
}
