namespace Cambium.Tracking;

/// <summary>A chunk as the table metric_chunks keeps it.</summary>
/// <param name="Number">Its number among those of its run and metric.</param>
/// <param name="Points">Its points, see <see cref="MetricBlob"/>.</param>
readonly record struct MetricChunk(long Number, byte[] Points);
