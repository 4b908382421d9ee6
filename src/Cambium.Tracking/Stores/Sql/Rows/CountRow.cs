namespace Cambium.Tracking;

/// <summary>How many of something belong to an id.</summary>
sealed class CountRow
{
    public long Id { get; init; }

    public long Number { get; init; }
}
