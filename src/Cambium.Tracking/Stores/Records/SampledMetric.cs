namespace Cambium.Tracking;

/// <summary>A point of one of several runs.</summary>
readonly record struct SampledMetric(string RunId, MetricValue Point);
