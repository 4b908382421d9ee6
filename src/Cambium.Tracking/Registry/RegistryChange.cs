namespace Cambium.Tracking;

/// <summary>What happened to a registered model; the names are what the store keeps.</summary>
enum RegistryChange
{
    /// <summary>It was made.</summary>
    ModelCreated,

    /// <summary>It got another name.</summary>
    ModelRenamed,

    /// <summary>What people wrote of it changed.</summary>
    ModelDescribed,

    /// <summary>It was deleted with all that belonged to it.</summary>
    ModelDeleted,

    /// <summary>A tag was set.</summary>
    ModelTagSet,

    /// <summary>A tag was taken away.</summary>
    ModelTagDeleted,

    /// <summary>A version was added.</summary>
    VersionCreated,

    /// <summary>What people wrote of a version changed.</summary>
    VersionDescribed,

    /// <summary>A version was deleted.</summary>
    VersionDeleted,

    /// <summary>A tag of a version was set.</summary>
    VersionTagSet,

    /// <summary>A tag of a version was taken away.</summary>
    VersionTagDeleted,

    /// <summary>A version went to another stage.</summary>
    StageMoved,

    /// <summary>An alias was made or moved.</summary>
    AliasSet,

    /// <summary>An alias was taken away.</summary>
    AliasDeleted,

    /// <summary>What must hold before an alias is moved was set.</summary>
    PolicySet,

    /// <summary>An alias may be moved without more again.</summary>
    PolicyRemoved,

    /// <summary>Somebody asked that an alias point at a version.</summary>
    AliasRequested,

    /// <summary>Somebody approved of that.</summary>
    AliasApproved,

    /// <summary>Who asked took the request back; in earlier stores also: somebody turned it down.</summary>
    AliasRequestWithdrawn,

    /// <summary>Somebody turned the request down.</summary>
    AliasRequestRefused,
}
