namespace Cambium.Tracking;

/// <summary>Somebody's approval of a request.</summary>
/// <param name="User">Who approved.</param>
/// <param name="Reason">Why; null where nobody said.</param>
/// <param name="Time">When, in milliseconds since 1970 UTC.</param>
sealed record AliasApproval(string User, string? Reason, long Time);
