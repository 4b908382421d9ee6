namespace Cambium.Server;

/// <summary>Against what a role is held.</summary>
enum NeedKind
{
    /// <summary>Nothing: everybody may.</summary>
    Nothing,

    /// <summary>Whoever is signed in may.</summary>
    SignIn,

    /// <summary>The role on the store as a whole.</summary>
    Store,

    /// <summary>The role on what the request names.</summary>
    Subject,
}
