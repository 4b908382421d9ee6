namespace Cambium.Tracking;

/// <summary>A row of the table runs.</summary>
sealed class RunRow
{
    public long Row { get; init; }

    public string Id { get; init; } = "";

    public long ExperimentId { get; init; }

    public string Name { get; init; } = "";

    public string UserId { get; init; } = "";

    public string Status { get; init; } = "";

    public long Started { get; init; }

    public long? Ended { get; init; }

    public string ArtifactUri { get; init; } = "";

    public long? Deleted { get; init; }

    public long HeardOf { get; init; }

    public string? OwnerMachine { get; init; }

    public long? OwnerProcess { get; init; }

    public long? OwnerProcessStarted { get; init; }
}
