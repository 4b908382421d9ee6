namespace Cambium.Tracking;

/// <summary>A row of table runs.</summary>
sealed record RunRow
{
    public string Id { get; init; } = "";

    public long ExperimentId { get; init; }

    public string Name { get; init; } = "";

    public string Status { get; init; } = "";

    public long Started { get; init; }

    public long? Ended { get; init; }

    public long HeardOf { get; init; }

    public string OwnerMachine { get; init; } = "";

    public int OwnerProcess { get; init; }

    public long OwnerProcessStarted { get; init; }

    public RunOwner Owner => new(OwnerMachine, OwnerProcess, OwnerProcessStarted);
}
