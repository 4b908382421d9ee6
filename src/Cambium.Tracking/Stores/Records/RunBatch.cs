namespace Cambium.Tracking;

/// <summary>What a run logs at once: all of it is written, or none.</summary>
sealed record RunBatch
{
    /// <summary>Points. One that is there already changes nothing, so that a batch may be sent again.</summary>
    internal IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    /// <summary>Parameters; no key twice. One that is there already with the same value changes nothing.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>Tags, over those that are there; of two of one key the last holds.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Whether the caller sent a list, also of one: refusals then tell of lists.</summary>
    internal bool IsList { get; init; }
}
