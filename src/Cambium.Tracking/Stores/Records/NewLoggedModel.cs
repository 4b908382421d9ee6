namespace Cambium.Tracking;

/// <summary>A logged model to be added.</summary>
sealed record NewLoggedModel(
    long ExperimentId,
    string? Name,
    string? ModelType,
    string? SourceRunId,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    IReadOnlyList<KeyValuePair<string, string>> Tags);
