namespace Cambium.Tracking;

/// <summary>What somebody may do with an experiment or a registered model; each role may all that those before it may.</summary>
enum Role
{
    /// <summary>Nothing; as a grant it takes away what the default role gives.</summary>
    None,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Writes: runs, metrics, tags, artifacts, versions, descriptions.</summary>
    Editor,

    /// <summary>Deletes and restores, grants roles, moves aliases and stages.</summary>
    Manager,

    /// <summary>Everything, also users, tokens and the server's settings. Never a grant: it holds for the whole store.</summary>
    Admin,
}
