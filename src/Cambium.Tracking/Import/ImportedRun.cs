namespace Cambium.Tracking;

/// <summary>A run of MLflow's.</summary>
/// <param name="Run">The run, but for its metrics.</param>
/// <param name="Deleted">When it was marked deleted; null where it is not.</param>
/// <param name="Points">All points of all its metrics, read as they are asked for.</param>
sealed record ImportedRun(RunRecord Run, long? Deleted, IEnumerable<MetricValue> Points);
