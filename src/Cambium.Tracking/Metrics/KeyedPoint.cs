namespace Cambium.Tracking;

/// <summary>A point of one of several metrics of a run.</summary>
/// <param name="Key">The metric: an id of the table metric_keys.</param>
/// <param name="Point">The point.</param>
readonly record struct KeyedPoint(int Key, HistoryPoint Point);
