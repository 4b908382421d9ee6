namespace Cambium.Tracking;

/// <summary>A row of tables metrics and metric_points.</summary>
sealed record MetricRow
{
    public string RunId { get; init; } = "";

    public string Name { get; init; } = "";

    public long Step { get; init; }

    public long Time { get; init; }

    public double Value { get; init; }

    public bool IsNan { get; init; }

    public double Number => IsNan ? double.NaN : Value;
}
