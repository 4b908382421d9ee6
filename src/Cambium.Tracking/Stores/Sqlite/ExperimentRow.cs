namespace Cambium.Tracking;

/// <summary>A row of table experiments.</summary>
sealed record ExperimentRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public long Created { get; init; }

    public long RunCount { get; init; }
}
