using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The model registry as far as the caller may go: what is not allowed is refused, what may not be seen is left out of searches.</summary>
sealed class GuardedModelRegistry(IModelRegistry inner, Access access) : IModelRegistry
{
    /// <inheritdoc/>
    public ModelRecord CreateModel(string name, string? description, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        access.OnStore(Role.Editor);
        var model = inner.CreateModel(name, description, tags);
        access.OwnModel(name);
        access.Note("model.create", Subject(name));
        return model;
    }

    /// <inheritdoc/>
    public ModelRecord GetModel(string name)
    {
        access.OnModel(name, Role.Viewer);
        return inner.GetModel(name);
    }

    /// <inheritdoc/>
    public ModelRecord DescribeModel(string name, string? description)
    {
        access.OnModel(name, Role.Editor);
        return inner.DescribeModel(name, description);
    }

    /// <inheritdoc/>
    public ModelRecord RenameModel(string name, string newName)
    {
        access.OnModel(name, Role.Manager);
        var model = inner.RenameModel(name, newName);
        access.Note("model.rename", Subject(name), newName);
        return model;
    }

    /// <inheritdoc/>
    public void DeleteModel(string name)
    {
        access.OnModel(name, Role.Manager);
        inner.DeleteModel(name);
        access.Note("model.delete", Subject(name));
    }

    /// <inheritdoc/>
    public Page<ModelRecord> SearchModels(SearchRequest search)
    {
        var page = inner.SearchModels(search);
        var isSeen = access.SeenModels();
        return access.IsUnlimited ? page : page with { Items = [.. page.Items.Where(model => isSeen(model.Name))] };
    }

    /// <inheritdoc/>
    public IReadOnlyList<VersionRecord> LatestVersions(string name, IReadOnlyList<string> stages)
    {
        access.OnModel(name, Role.Viewer);
        return inner.LatestVersions(name, stages);
    }

    /// <inheritdoc/>
    public void SetModelTag(string name, string key, string value)
    {
        access.OnModel(name, Role.Editor);
        inner.SetModelTag(name, key, value);
    }

    /// <inheritdoc/>
    public void DeleteModelTag(string name, string key)
    {
        access.OnModel(name, Role.Editor);
        inner.DeleteModelTag(name, key);
    }

    /// <inheritdoc/>
    public void SetAlias(string name, string alias, int version)
    {
        access.OnModel(name, Role.Manager);
        inner.SetAlias(name, alias, version);
        access.Note("alias.set", Subject(name), string.Create(CultureInfo.InvariantCulture, $"{alias} = {version}"));
    }

    /// <inheritdoc/>
    public void DeleteAlias(string name, string alias)
    {
        access.OnModel(name, Role.Manager);
        inner.DeleteAlias(name, alias);
        access.Note("alias.delete", Subject(name), alias);
    }

    /// <inheritdoc/>
    public VersionRecord GetVersionByAlias(string name, string alias)
    {
        access.OnModel(name, Role.Viewer);
        return inner.GetVersionByAlias(name, alias);
    }

    /// <inheritdoc/>
    public VersionRecord CreateVersion(string name, NewVersion version)
    {
        access.OnModel(name, Role.Editor);
        access.OnSource(version.Source);
        var created = inner.CreateVersion(name, version);
        access.Note("version.create", Subject(name, created.Version), version.Source);
        return created;
    }

    /// <inheritdoc/>
    public VersionRecord GetVersion(string name, int version)
    {
        access.OnModel(name, Role.Viewer);
        return inner.GetVersion(name, version);
    }

    /// <inheritdoc/>
    public VersionRecord DescribeVersion(string name, int version, string? description)
    {
        access.OnModel(name, Role.Editor);
        return inner.DescribeVersion(name, version, description);
    }

    /// <inheritdoc/>
    public void DeleteVersion(string name, int version)
    {
        access.OnModel(name, Role.Manager);
        inner.DeleteVersion(name, version);
        access.Note("version.delete", Subject(name, version));
    }

    /// <inheritdoc/>
    public Page<VersionRecord> SearchVersions(SearchRequest search)
    {
        var page = inner.SearchVersions(search);
        var isSeen = access.SeenModels();
        return access.IsUnlimited ? page : page with { Items = [.. page.Items.Where(version => isSeen(version.Name))] };
    }

    /// <inheritdoc/>
    public VersionRecord MoveToStage(string name, int version, string stage, bool archiveOthers)
    {
        access.OnModel(name, Role.Manager);
        var moved = inner.MoveToStage(name, version, stage, archiveOthers);
        access.Note("stage.move", Subject(name, version), archiveOthers ? $"{stage}, others archived" : stage);
        return moved;
    }

    /// <inheritdoc/>
    public void SetVersionTag(string name, int version, string key, string value)
    {
        access.OnModel(name, Role.Editor);
        inner.SetVersionTag(name, version, key, value);
    }

    /// <inheritdoc/>
    public void DeleteVersionTag(string name, int version, string key)
    {
        access.OnModel(name, Role.Editor);
        inner.DeleteVersionTag(name, version, key);
    }

    static string Subject(string name) => $"model:{name}";

    static string Subject(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"model:{name}/{version}");
}
