namespace Cambium.Tracking;

/// <summary>One point of a metric.</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="Value">Any number, also NaN and the infinities.</param>
/// <param name="Time">When it was measured, in milliseconds since 1970 UTC; not negative.</param>
/// <param name="Step">Any whole number.</param>
readonly record struct MetricValue(string Key, double Value, long Time, long Step)
{
    /// <summary>The logged model that it also belongs to; null where there is none.</summary>
    internal string? ModelId { get; init; }

    /// <summary>The name of the dataset that it was measured on; null where it is not known.</summary>
    internal string? DatasetName { get; init; }

    /// <summary>The digest of that dataset.</summary>
    internal string? DatasetDigest { get; init; }
}
