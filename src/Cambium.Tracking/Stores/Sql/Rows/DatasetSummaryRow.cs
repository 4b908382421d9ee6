namespace Cambium.Tracking;

/// <summary>A row of the search for datasets.</summary>
sealed class DatasetSummaryRow
{
    public long ExperimentId { get; init; }

    public string Name { get; init; } = "";

    public string Digest { get; init; } = "";

    public string? Context { get; init; }
}
