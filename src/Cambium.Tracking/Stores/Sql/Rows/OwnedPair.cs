namespace Cambium.Tracking;

/// <summary>A key and a value of something.</summary>
sealed class OwnedPair
{
    /// <summary>The id or row that it belongs to.</summary>
    public long Owner { get; init; }

    public string Key { get; init; } = "";

    public string Value { get; init; } = "";
}
