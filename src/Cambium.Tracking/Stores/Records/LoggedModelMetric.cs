namespace Cambium.Tracking;

/// <summary>A figure of a logged model.</summary>
/// <param name="RunId">The run that measured it.</param>
/// <param name="Point">The figure; its dataset where one was named.</param>
readonly record struct LoggedModelMetric(string RunId, MetricValue Point);
