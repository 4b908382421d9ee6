namespace Cambium.Tracking;

/// <summary>What is known of a trace: a request that a program answered. Times are milliseconds since 1970 UTC.</summary>
sealed record TraceRecord
{
    /// <summary>The id that the client gave, such as "tr-" and 32 hex digits.</summary>
    internal required string Id { get; init; }

    internal required long ExperimentId { get; init; }

    internal required long Started { get; init; }

    /// <summary>How long it took, in milliseconds; null while it is not known.</summary>
    internal long? Duration { get; init; }

    /// <summary>"STATE_UNSPECIFIED", "OK", "ERROR" or "IN_PROGRESS".</summary>
    internal required string State { get; init; }

    /// <summary>The id that the program's own caller gave.</summary>
    internal string? ClientRequestId { get; init; }

    internal string? RequestPreview { get; init; }

    internal string? ResponsePreview { get; init; }

    /// <summary>What never changes after the trace has ended.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Judgements, in the order that they came.</summary>
    internal IReadOnlyList<TraceAssessment> Assessments { get; init; } = [];
}
