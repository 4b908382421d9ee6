namespace Cambium.Tracking;

/// <summary>What is known of a version, for checks.</summary>
/// <param name="Metrics">Latest metrics of its run, else of its logged model.</param>
/// <param name="Parameters">Parameters of its run.</param>
/// <param name="Tags">Its own tags, and those of its run that it has not.</param>
sealed record GateFacts(
    IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Tags);
