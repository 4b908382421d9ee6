namespace Cambium.Tracking;

/// <summary>A row of a run or logged model that may go.</summary>
sealed class GarbageRow
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public long ExperimentId { get; init; }

    public long Since { get; init; }

    public string Uri { get; init; } = "";
}
