using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Who asks.</summary>
/// <param name="Name">As the audit log names them.</param>
/// <param name="Rights">What they may do.</param>
sealed record Caller(string Name, AccessRights Rights)
{
    /// <summary>Whoever is at this machine, while there are no users.</summary>
    internal static readonly Caller Local = new("local", AccessRights.Everything);

    /// <summary>Somebody who did not say who they are; sees only what is for everybody.</summary>
    internal static readonly Caller Nobody = new("nobody", new AccessRights(false, Role.None, new Dictionary<long, Role>(), new Dictionary<long, Role>()));

    /// <summary>The user; null for a token and for nobody.</summary>
    internal long? UserId { get; init; }

    /// <summary>The id of the browser's session; null where another way was used.</summary>
    internal string? Session { get; init; }

    /// <summary>Whether somebody was recognised by password, token or session.</summary>
    internal bool IsSignedIn { get; init; }
}
