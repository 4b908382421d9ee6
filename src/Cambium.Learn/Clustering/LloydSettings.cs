namespace Cambium.Learn;

/// <summary>How to run k-means.</summary>
/// <param name="Clusters">k.</param>
/// <param name="Restarts">Starts, at least 1.</param>
/// <param name="MaxIterations">Most iterations of a start.</param>
/// <param name="LeastShift">Squared moves that are no moves, in the points' scale.</param>
readonly record struct LloydSettings(int Clusters, int Restarts, int MaxIterations, double LeastShift);
