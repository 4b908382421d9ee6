using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The model registry as far as the caller may go: what is not allowed is refused, what may not be seen is left out of searches.</summary>
/// <remarks>The history names the caller, whatever a client says; only the reason is the client's.</remarks>
sealed class GuardedModelRegistry(IModelRegistry registry, Access access, RegistryActor actor) : IModelRegistry
{
    IModelRegistry Inner => registry.ActingAs(access.Caller.IsSignedIn ? actor with { User = access.Caller.Name } : actor);

    /// <inheritdoc/>
    public IModelRegistry ActingAs(RegistryActor actor) => new GuardedModelRegistry(registry, access, actor.Checked());

    /// <inheritdoc/>
    public ModelRecord CreateModel(string name, string? description, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        access.OnStore(Role.Editor);
        var model = access.Do("model.create", _ => (Subject(name), ""), () => Inner.CreateModel(name, description, tags));
        access.OwnModel(name);
        return model;
    }

    /// <inheritdoc/>
    public ModelRecord GetModel(string name)
    {
        access.OnModel(name, Role.Viewer);
        return Inner.GetModel(name);
    }

    /// <inheritdoc/>
    public ModelRecord DescribeModel(string name, string? description)
    {
        access.OnModel(name, Role.Editor);
        return Inner.DescribeModel(name, description);
    }

    /// <inheritdoc/>
    public ModelRecord RenameModel(string name, string newName)
    {
        access.OnModel(name, Role.Manager);
        return access.Do("model.rename", _ => (Subject(name), newName), () => Inner.RenameModel(name, newName));
    }

    /// <inheritdoc/>
    public void DeleteModel(string name)
    {
        access.OnModel(name, Role.Manager);
        access.Do("model.delete", Subject(name), "", () => Inner.DeleteModel(name));
    }

    /// <inheritdoc/>
    public Page<ModelRecord> SearchModels(SearchRequest search)
    {
        if (access.IsUnlimited)
        {
            return Inner.SearchModels(search);
        }

        var isSeen = access.SeenModels();
        return SeenPage.Of(search, Inner.SearchModels, model => isSeen(model.Name));
    }

    /// <inheritdoc/>
    public IReadOnlyList<VersionRecord> LatestVersions(string name, IReadOnlyList<string> stages)
    {
        access.OnModel(name, Role.Viewer);
        return Inner.LatestVersions(name, stages);
    }

    /// <inheritdoc/>
    public void SetModelTag(string name, string key, string value)
    {
        access.OnModel(name, Role.Editor);
        Inner.SetModelTag(name, key, value);
    }

    /// <inheritdoc/>
    public void DeleteModelTag(string name, string key)
    {
        access.OnModel(name, Role.Editor);
        Inner.DeleteModelTag(name, key);
    }

    /// <inheritdoc/>
    public void SetAlias(string name, string alias, int version)
    {
        access.OnModel(name, Role.Manager);
        access.Do("alias.set", Subject(name), string.Create(CultureInfo.InvariantCulture, $"{alias} = {version}"), () => Inner.SetAlias(name, alias, version));
    }

    /// <inheritdoc/>
    public void DeleteAlias(string name, string alias)
    {
        access.OnModel(name, Role.Manager);
        access.Do("alias.delete", Subject(name), alias, () => Inner.DeleteAlias(name, alias));
    }

    /// <inheritdoc/>
    public VersionRecord GetVersionByAlias(string name, string alias)
    {
        access.OnModel(name, Role.Viewer);
        return Inner.GetVersionByAlias(name, alias);
    }

    /// <inheritdoc/>
    public VersionRecord CreateVersion(string name, NewVersion version)
    {
        access.OnModel(name, Role.Editor);
        access.OnSource(version.Source);
        if (version.ModelId is { Length: > 0 } modelId)
        {
            // It is noted in the logged model's tags, and what was measured of it counts at gates.
            access.OnLoggedModel(modelId, Role.Editor);
        }

        if (version.RunId is { Length: > 0 } runId)
        {
            access.OnRunWhereThere(runId, Role.Viewer);
        }

        return access.Do("version.create", created => (Subject(name, created.Version), version.Source), () => Inner.CreateVersion(name, version));
    }

    /// <inheritdoc/>
    public VersionRecord GetVersion(string name, int version)
    {
        access.OnModel(name, Role.Viewer);
        return Inner.GetVersion(name, version);
    }

    /// <inheritdoc/>
    public VersionRecord DescribeVersion(string name, int version, string? description)
    {
        access.OnModel(name, Role.Editor);
        return Inner.DescribeVersion(name, version, description);
    }

    /// <inheritdoc/>
    public void DeleteVersion(string name, int version)
    {
        access.OnModel(name, Role.Manager);
        access.Do("version.delete", Subject(name, version), "", () => Inner.DeleteVersion(name, version));
    }

    /// <inheritdoc/>
    public Page<VersionRecord> SearchVersions(SearchRequest search)
    {
        if (access.IsUnlimited)
        {
            return Inner.SearchVersions(search);
        }

        var isSeen = access.SeenModels();
        return SeenPage.Of(search, Inner.SearchVersions, version => isSeen(version.Name));
    }

    /// <inheritdoc/>
    public VersionRecord MoveToStage(string name, int version, string stage, bool archiveOthers)
    {
        access.OnModel(name, Role.Manager);
        return access.Do(
            "stage.move", _ => (Subject(name, version), archiveOthers ? $"{stage}, others archived" : stage), () => Inner.MoveToStage(name, version, stage, archiveOthers));
    }

    /// <inheritdoc/>
    public void SetVersionTag(string name, int version, string key, string value)
    {
        access.OnModel(name, Role.Editor);
        Inner.SetVersionTag(name, version, key, value);
    }

    /// <inheritdoc/>
    public void DeleteVersionTag(string name, int version, string key)
    {
        access.OnModel(name, Role.Editor);
        Inner.DeleteVersionTag(name, version, key);
    }

    static string Subject(string name) => $"model:{name}";

    static string Subject(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"model:{name}/{version}");
}
