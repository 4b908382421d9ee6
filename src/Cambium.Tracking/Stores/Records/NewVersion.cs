namespace Cambium.Tracking;

/// <summary>A version to be added to a registered model.</summary>
/// <param name="Source">Where its files lie: a URI, "models:/ID" or "models:/NAME/VERSION".</param>
/// <param name="RunId">The run that made it; not looked up.</param>
/// <param name="RunLink">An address where that run can be seen.</param>
/// <param name="Description">What people wrote of it.</param>
/// <param name="ModelId">The logged model that it is.</param>
/// <param name="Tags">Its tags.</param>
sealed record NewVersion(
    string Source,
    string? RunId,
    string? RunLink,
    string? Description,
    string? ModelId,
    IReadOnlyList<KeyValuePair<string, string>> Tags);
