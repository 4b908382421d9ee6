namespace Cambium.Tracking;

/// <summary>A row of table model_versions, with its model and its run's experiment.</summary>
sealed record VersionRow
{
    public string Name { get; init; } = "";

    public long ModelCreated { get; init; }

    public int Version { get; init; }

    public long Created { get; init; }

    public string RunId { get; init; } = "";

    public long ExperimentId { get; init; }
}
