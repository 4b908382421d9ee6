namespace Cambium.Tracking;

/// <summary>A version of a registered model as a store keeps it. Times are milliseconds since 1970 UTC.</summary>
sealed record VersionRecord
{
    /// <summary>The model's name.</summary>
    internal required string Name { get; init; }

    internal required int Version { get; init; }

    internal required long Created { get; init; }

    internal required long Updated { get; init; }

    /// <summary>"None", "Staging", "Production" or "Archived".</summary>
    internal required string Stage { get; init; }

    internal string? Description { get; init; }

    /// <summary>Where the caller said that it comes from.</summary>
    internal required string Source { get; init; }

    /// <summary>The URI of the folder that holds it.</summary>
    internal required string DownloadUri { get; init; }

    internal string? RunId { get; init; }

    internal string? RunLink { get; init; }

    /// <summary>The logged model that it is; null where there is none.</summary>
    internal string? ModelId { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    internal IReadOnlyList<string> Aliases { get; init; } = [];
}
