namespace Cambium.Tracking;

/// <summary>A model that a run logged, before or without being registered. Times are milliseconds since 1970 UTC.</summary>
sealed record LoggedModelRecord
{
    /// <summary>"m-" and 32 lower-case hex digits.</summary>
    internal required string Id { get; init; }

    internal required long ExperimentId { get; init; }

    internal required string Name { get; init; }

    internal string? ModelType { get; init; }

    internal string? SourceRunId { get; init; }

    internal required LoggedModelStatus Status { get; init; }

    /// <summary>The URI of its artifact folder.</summary>
    internal required string ArtifactUri { get; init; }

    internal required long Created { get; init; }

    internal required long Updated { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    internal IReadOnlyList<LoggedModelMetric> Metrics { get; init; } = [];
}
