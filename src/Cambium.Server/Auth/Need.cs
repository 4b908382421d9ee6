using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a caller must be for an endpoint.</summary>
/// <param name="Kind">How it is looked at.</param>
/// <param name="Role">The least role.</param>
readonly record struct Need(NeedKind Kind, Role Role)
{
    /// <summary>Everybody, signed in or not.</summary>
    internal static readonly Need Nothing = new(NeedKind.Nothing, Role.None);

    /// <summary>Whoever is signed in.</summary>
    internal static readonly Need SignIn = new(NeedKind.SignIn, Role.None);

    /// <summary>An administrator.</summary>
    internal static readonly Need Admin = new(NeedKind.Store, Role.Admin);

    /// <summary>The role on the store as a whole.</summary>
    internal static Need OnStore(Role role) => new(NeedKind.Store, role);

    /// <summary>
    /// The role on the experiment or model that the request names. At the door it is only seen whether the caller has the role on anything; the stores
    /// below, which know what is named, look at the rest.
    /// </summary>
    internal static Need OnSubject(Role role) => new(NeedKind.Subject, role);

    /// <summary>Whether a caller who is known gets past the door.</summary>
    internal bool IsMetBy(AccessRights rights) => Kind switch
    {
        NeedKind.Nothing or NeedKind.SignIn => true,
        NeedKind.Store => rights.Default >= Role,
        _ => rights.Highest >= Role,
    };
}
