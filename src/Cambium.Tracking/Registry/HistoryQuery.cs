namespace Cambium.Tracking;

/// <summary>Which part of a model's history is asked for.</summary>
/// <param name="Model">The model, also one that was deleted, by any name that it ever had.</param>
sealed record HistoryQuery(string Model)
{
    /// <summary>Only what is about the model that has the name now; else also about those that had it before.</summary>
    internal bool OnlyPresent { get; init; }

    /// <summary>Only what is about this alias; null: about any or none.</summary>
    internal string? Alias { get; init; }

    /// <summary>Only what is about this version; null: about any or none.</summary>
    internal int? Version { get; init; }

    /// <summary>The most events of a page, at least 1.</summary>
    internal int MaxResults { get; init; } = 1000;

    /// <summary>The token of the page before; null for the first.</summary>
    internal string? PageToken { get; init; }
}
