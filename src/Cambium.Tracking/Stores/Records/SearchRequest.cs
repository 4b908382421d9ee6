namespace Cambium.Tracking;

/// <summary>What is searched for.</summary>
sealed record SearchRequest
{
    /// <summary>A filter in MLflow's grammar; null or empty lets all pass.</summary>
    internal string? Filter { get; init; }

    /// <summary>"key", "key ASC" or "key DESC", the most important first.</summary>
    internal IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>The most items of a page, at least 1.</summary>
    internal int MaxResults { get; init; } = 1000;

    /// <summary>The <see cref="Page{T}.NextToken"/> of the page before; null for the first.</summary>
    internal string? PageToken { get; init; }
}
