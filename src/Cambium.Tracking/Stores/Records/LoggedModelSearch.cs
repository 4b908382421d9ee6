namespace Cambium.Tracking;

/// <summary>Which logged models are searched for.</summary>
/// <param name="ExperimentIds">In which experiments.</param>
/// <param name="Datasets">Metrics of the filter count only where measured on one of these; empty: on any or none. A digest may be null.</param>
/// <param name="OrderBy">The most important first.</param>
/// <param name="Search">Filter and page; its order is not used.</param>
sealed record LoggedModelSearch(
    IReadOnlyList<long> ExperimentIds,
    IReadOnlyList<(string Name, string? Digest)> Datasets,
    IReadOnlyList<LoggedModelOrder> OrderBy,
    SearchRequest Search);
