namespace Cambium.Tracking;

/// <summary>The end of a request whose alias was not set.</summary>
/// <param name="User">Who took it back or turned it down.</param>
/// <param name="Reason">Why; null where nobody said.</param>
/// <param name="Time">When, in milliseconds since 1970 UTC.</param>
sealed record AliasClosing(string User, string? Reason, long Time);
