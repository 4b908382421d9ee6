namespace Cambium.Tracking;

/// <summary>A row of tables parameters and tags.</summary>
sealed record NamedRow
{
    public string RunId { get; init; } = "";

    public string Name { get; init; } = "";

    public string Value { get; init; } = "";
}
