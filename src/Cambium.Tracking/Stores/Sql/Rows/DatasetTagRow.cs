namespace Cambium.Tracking;

/// <summary>What a run says of a dataset that it read.</summary>
sealed class DatasetTagRow
{
    public long Run { get; init; }

    public long DatasetId { get; init; }

    public string Key { get; init; } = "";

    public string Value { get; init; } = "";
}
