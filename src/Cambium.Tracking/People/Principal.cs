namespace Cambium.Tracking;

/// <summary>Somebody who was recognised, with what they may do at one version of the people.</summary>
/// <param name="Name">As the audit log names them: "ann", or "token:nightly".</param>
/// <param name="UserId">The user; null for a token.</param>
/// <param name="PasswordVersion">The user's; 0 for a token.</param>
/// <param name="Expires">When a token ends; null for a user.</param>
/// <param name="Rights">What they may do.</param>
sealed record Principal(string Name, long? UserId, long PasswordVersion, long? Expires, AccessRights Rights)
{
    /// <summary>What the names of tokens begin with in the log; no user's name holds a colon.</summary>
    internal const string TokenPrefix = "token:";
}
