namespace Cambium.Tracking;

/// <summary>A row of logged_model_metrics.</summary>
sealed class LoggedModelMetricRow
{
    internal long Model { get; init; }

    internal string Key { get; init; } = "";

    internal double Value { get; init; }

    internal long IsNan { get; init; }

    internal long Time { get; init; }

    internal long Step { get; init; }

    internal string RunId { get; init; } = "";

    internal string? DatasetName { get; init; }

    internal string? DatasetDigest { get; init; }

    internal LoggedModelMetric Metric(string modelId) =>
        new(RunId, new MetricValue(Key, IsNan == 0 ? Value : double.NaN, Time, Step) { ModelId = modelId, DatasetName = DatasetName, DatasetDigest = DatasetDigest });
}
