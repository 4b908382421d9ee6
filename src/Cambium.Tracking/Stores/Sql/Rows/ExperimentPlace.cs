namespace Cambium.Tracking;

/// <summary>Where an experiment keeps its artifacts, and whether it takes runs.</summary>
sealed class ExperimentPlace
{
    public string ArtifactLocation { get; init; } = "";

    public long IsDeleted { get; init; }
}
