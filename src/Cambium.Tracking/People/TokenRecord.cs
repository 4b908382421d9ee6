namespace Cambium.Tracking;

/// <summary>A service token as the store keeps one: without the token itself. Times are milliseconds since 1970 UTC.</summary>
sealed record TokenRecord
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The first characters of the token, by which its owner knows it again.</summary>
    public string Hint { get; init; } = "";

    public Role Role { get; init; }

    /// <summary>Whether it opens only some experiments and models.</summary>
    public bool IsScoped { get; init; }

    public long Created { get; init; }

    public string CreatedBy { get; init; } = "";

    public long Expires { get; init; }

    public long? Revoked { get; init; }

    /// <summary>When it was used last, to the minute; null where never.</summary>
    public long? LastUsed { get; init; }

    /// <summary>Whether it opens anything at a moment.</summary>
    internal bool IsValid(long now) => Revoked is null && now < Expires;
}
