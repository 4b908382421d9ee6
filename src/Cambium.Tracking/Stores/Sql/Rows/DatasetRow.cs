namespace Cambium.Tracking;

/// <summary>A dataset that a run read.</summary>
sealed class DatasetRow
{
    public long Run { get; init; }

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Digest { get; init; } = "";

    public string SourceType { get; init; } = "";

    public string Source { get; init; } = "";

    public string? Schema { get; init; }

    public string? Profile { get; init; }
}
