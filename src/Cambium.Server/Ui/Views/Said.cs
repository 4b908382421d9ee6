namespace Cambium.Server;

/// <summary>What somebody did, when and why.</summary>
/// <param name="User">Who; empty where nobody is known.</param>
/// <param name="Reason">Why; null where nobody said.</param>
/// <param name="Time">When.</param>
public sealed record Said(string User, string? Reason, DateTimeOffset Time)
{
    /// <summary>The same of milliseconds since 1970 UTC.</summary>
    internal static Said Of(string user, string? reason, long time) => new(user, reason, DateTimeOffset.FromUnixTimeMilliseconds(time));
}
