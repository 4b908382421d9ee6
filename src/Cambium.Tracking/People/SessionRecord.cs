namespace Cambium.Tracking;

/// <summary>Somebody who signed in with a browser.</summary>
sealed record SessionRecord
{
    public long UserId { get; init; }

    /// <summary>When it ends, in milliseconds since 1970 UTC.</summary>
    public long Expires { get; init; }
}
