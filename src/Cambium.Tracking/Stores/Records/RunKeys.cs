namespace Cambium.Tracking;

/// <summary>The names of what runs logged, each kind in ordinal order.</summary>
/// <param name="Metrics">Metrics.</param>
/// <param name="Parameters">Parameters.</param>
/// <param name="DifferingParameters">Those parameters that not all of the runs have with the same value.</param>
/// <param name="Tags">Tags.</param>
sealed record RunKeys(
    IReadOnlyList<string> Metrics,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<string> DifferingParameters,
    IReadOnlyList<string> Tags);
