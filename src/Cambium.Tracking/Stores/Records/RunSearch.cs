namespace Cambium.Tracking;

/// <summary>Which runs are searched for.</summary>
/// <param name="ExperimentIds">In which experiments; none finds none.</param>
/// <param name="View">Deleted ones or others.</param>
/// <param name="Search">Filter, order and page.</param>
sealed record RunSearch(IReadOnlyList<long> ExperimentIds, LifecycleView View, SearchRequest Search);
