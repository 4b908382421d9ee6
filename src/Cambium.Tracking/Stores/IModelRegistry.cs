namespace Cambium.Tracking;

/// <summary>
/// Keeps the names, versions, stages, aliases and tags of models. Each call is one transaction. Safe to use from several threads. Messages of refusals
/// are those of MLflow's server, which its clients' tests match.
/// </summary>
interface IModelRegistry
{
    /// <summary>The same registry, whose changes stand in the history as somebody's.</summary>
    /// <exception cref="TrackingException">Name or reason is too long.</exception>
    IModelRegistry ActingAs(RegistryActor actor);

    /// <summary>Adds a name.</summary>
    /// <exception cref="TrackingException">The name is empty or taken.</exception>
    ModelRecord CreateModel(string name, string? description, IReadOnlyList<KeyValuePair<string, string>> tags);

    /// <summary>The registered model of a name.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    ModelRecord GetModel(string name);

    /// <summary>Sets what people wrote of a model; null empties it.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    ModelRecord DescribeModel(string name, string? description);

    /// <summary>Gives a model another name; versions, tags and aliases stay.</summary>
    /// <exception cref="TrackingException">There is no such model, the name is taken, or an alias has a policy (<see cref="TrackingErrorCode.PermissionDenied"/>).</exception>
    ModelRecord RenameModel(string name, string newName);

    /// <summary>Deletes a model with its versions, tags and aliases.</summary>
    /// <exception cref="TrackingException">There is no such model, or an alias has a policy (<see cref="TrackingErrorCode.PermissionDenied"/>).</exception>
    void DeleteModel(string name);

    /// <summary>Models that match, by name where no order is given. Prompts are left out unless the filter asks for them.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    Page<ModelRecord> SearchModels(SearchRequest search);

    /// <summary>The greatest version of each of these stages; none named: of all.</summary>
    /// <exception cref="TrackingException">There is no such model or stage.</exception>
    IReadOnlyList<VersionRecord> LatestVersions(string name, IReadOnlyList<string> stages);

    /// <summary>Sets a model's tag.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    void SetModelTag(string name, string key, string value);

    /// <summary>Takes a model's tag away; none there is no error.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    void DeleteModelTag(string name, string key);

    /// <summary>Points an alias at a version; it moves where it pointed elsewhere.</summary>
    /// <exception cref="TrackingException">
    /// There is no such model or version, the alias is not allowed, or what its policy (<see cref="IAliasGates"/>) asks for is not there
    /// (<see cref="TrackingErrorCode.PermissionDenied"/>).
    /// </exception>
    void SetAlias(string name, string alias, int version);

    /// <summary>Takes an alias away; none there is no error.</summary>
    /// <exception cref="TrackingException">There is no such model, or the alias has a policy (<see cref="TrackingErrorCode.PermissionDenied"/>).</exception>
    void DeleteAlias(string name, string alias);

    /// <summary>The version that an alias points at; "latest" is the greatest.</summary>
    /// <exception cref="TrackingException">There is no such model or alias.</exception>
    VersionRecord GetVersionByAlias(string name, string alias);

    /// <summary>Adds the next version of a name.</summary>
    /// <exception cref="TrackingException">There is no such model, or the source is not allowed.</exception>
    VersionRecord CreateVersion(string name, NewVersion version);

    /// <summary>A version.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    VersionRecord GetVersion(string name, int version);

    /// <summary>Sets what people wrote of a version; null leaves as it is.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    VersionRecord DescribeVersion(string name, int version, string? description);

    /// <summary>Deletes a version with its tags and aliases; its number is never given again while the model exists.</summary>
    /// <exception cref="TrackingException">There is no such version, or an alias that points at it has a policy (<see cref="TrackingErrorCode.PermissionDenied"/>).</exception>
    void DeleteVersion(string name, int version);

    /// <summary>Versions that match, those changed last first where no order is given.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    Page<VersionRecord> SearchVersions(SearchRequest search);

    /// <summary>Moves a version to a stage.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="stage">"None", "Staging", "Production" or "Archived", in any case.</param>
    /// <param name="archiveOthers">Whether the versions that are there go to Archived; only for Staging and Production.</param>
    /// <exception cref="TrackingException">There is no such version or stage, or others cannot be archived from it.</exception>
    VersionRecord MoveToStage(string name, int version, string stage, bool archiveOthers);

    /// <summary>Sets a version's tag.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    void SetVersionTag(string name, int version, string key, string value);

    /// <summary>Takes a version's tag away; none there is no error.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    void DeleteVersionTag(string name, int version, string key);
}
