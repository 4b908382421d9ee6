namespace Cambium.Tracking;

/// <summary>Which run's artifacts are meant.</summary>
/// <param name="ExperimentId">The run's experiment.</param>
/// <param name="RunId">The run.</param>
readonly record struct RunPlace(long ExperimentId, string RunId);
