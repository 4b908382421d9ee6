namespace Cambium.Tracking;

/// <summary>A row of the table experiments.</summary>
sealed class ExperimentRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string ArtifactLocation { get; init; } = "";

    public long Created { get; init; }

    public long Updated { get; init; }

    public long? Deleted { get; init; }
}
