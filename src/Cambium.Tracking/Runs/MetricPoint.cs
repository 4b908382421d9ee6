namespace Cambium.Tracking;

/// <summary>A metric's value at one step.</summary>
/// <param name="Key">The metric's name, such as "roc_auc" or "fold/roc_auc".</param>
/// <param name="Value">Any number, also NaN and the infinities.</param>
/// <param name="Step">Any whole number; 0 where there are no steps.</param>
/// <param name="Time">When it was logged (UTC).</param>
public sealed record MetricPoint(string Key, double Value, long Step, DateTimeOffset Time);
