namespace Cambium.Tracking;

/// <summary>A row of table model_aliases, with its model's name.</summary>
sealed record AliasRow
{
    public string Name { get; init; } = "";

    public int Version { get; init; }

    public string Alias { get; init; } = "";
}
