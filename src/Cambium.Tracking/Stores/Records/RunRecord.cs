namespace Cambium.Tracking;

/// <summary>A run as a store keeps it. Times are milliseconds since 1970 UTC.</summary>
sealed record RunRecord
{
    /// <summary>32 lower-case hex digits.</summary>
    internal required string Id { get; init; }

    internal required long ExperimentId { get; init; }

    internal required string Name { get; init; }

    internal required string UserId { get; init; }

    internal required RunStatus Status { get; init; }

    internal required long Started { get; init; }

    internal long? Ended { get; init; }

    /// <summary>The URI of its artifact folder.</summary>
    internal required string ArtifactUri { get; init; }

    internal required bool IsDeleted { get; init; }

    /// <summary>The process that writes it; null where a client over HTTP does, which is not watched.</summary>
    internal RunOwner? Owner { get; init; }

    /// <summary>When that process was heard of last.</summary>
    internal long HeardOf { get; init; }

    /// <summary>Each metric's latest point (greatest step, then time, then value), by key.</summary>
    internal IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    internal IReadOnlyList<DatasetInput> Datasets { get; init; } = [];

    /// <summary>The ids of the logged models that it read.</summary>
    internal IReadOnlyList<string> ModelInputs { get; init; } = [];

    /// <summary>The logged models that it made.</summary>
    internal IReadOnlyList<ModelOutput> ModelOutputs { get; init; } = [];
}
