namespace Cambium.Tracking;

/// <summary>Part of an answer.</summary>
/// <param name="Items">What was found.</param>
/// <param name="NextToken">What to ask for the rest with; null where there is none.</param>
sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
