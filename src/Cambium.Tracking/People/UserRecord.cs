namespace Cambium.Tracking;

/// <summary>A user as the store keeps one, without the password. Times are milliseconds since 1970 UTC.</summary>
sealed record UserRecord
{
    public long Id { get; init; }

    /// <summary>As it was written; another user's differs by more than case.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the user may do with every experiment and model that no grant speaks of.</summary>
    public Role Role { get; init; }

    public bool IsAdmin { get; init; }

    /// <summary>Grows with every change of the password.</summary>
    public long PasswordVersion { get; init; }

    public long Created { get; init; }

    /// <summary>When the user was locked out; null while not.</summary>
    public long? Disabled { get; init; }

    /// <summary>The one word that people see: admin, or the default role.</summary>
    internal Role ShownRole => IsAdmin ? Role.Admin : Role;
}
