namespace Cambium.Tracking;

/// <summary>The latest point of a metric of a run.</summary>
sealed class MetricRow
{
    public long Run { get; init; }

    public string Name { get; init; } = "";

    public long Step { get; init; }

    public long Time { get; init; }

    public double Value { get; init; }

    public long IsNan { get; init; }
}
