using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlModelRegistry
{
    /// <inheritdoc/>
    public VersionRecord CreateVersion(string name, NewVersion version)
    {
        Limits.ModelName(name);
        ModelVersionSource.Check(version.Source);
        foreach (var (key, value) in version.Tags)
        {
            Limits.VersionTag(key, value);
        }

        return database.Write(connection =>
        {
            var id = RegistryRows.ModelId(connection, name);
            var isPrompt = version.Tags.Any(tag => tag.Key == PromptTag);
            var place = ModelVersionSource.Resolve(connection, version, isPrompt);
            var number = connection.ExecuteScalar<int>(
                "UPDATE registered_models SET last_version = last_version + 1, updated = @now WHERE id = @id RETURNING last_version", new { id, now = Now });
            Insert(connection, id, number, version, place);
            if (version.ModelId is { Length: > 0 } modelId && !isPrompt)
            {
                LoggedModelRows.NoteVersion(connection, modelId, name, number);
            }

            return RegistryRows.Version(connection, name, number);
        });
    }

    /// <inheritdoc/>
    public VersionRecord GetVersion(string name, int version) => database.Read(connection => RegistryRows.Version(connection, name, version));

    /// <inheritdoc/>
    public VersionRecord DescribeVersion(string name, int version, string? description) => database.Write(connection =>
    {
        var id = RegistryRows.VersionRow(connection, name, version).Model;
        connection.Execute(
            "UPDATE model_versions SET description = COALESCE(@description, description), updated = @now WHERE model_id = @id AND version = @version",
            new { id, version, description, now = Now });
        return RegistryRows.Version(connection, name, version);
    });

    /// <inheritdoc/>
    public void DeleteVersion(string name, int version) => database.Write(connection =>
    {
        var id = RegistryRows.VersionRow(connection, name, version).Model;
        Touch(connection, id, Now);
        return connection.Execute("DELETE FROM model_versions WHERE model_id = @id AND version = @version", new { id, version });
    });

    /// <inheritdoc/>
    public IReadOnlyList<VersionRecord> LatestVersions(string name, IReadOnlyList<string> stages) => database.Read(connection =>
    {
        var latest = RegistryRows.Model(connection, name).LatestVersions;
        var asked = stages.Select(ModelStages.Canonical).ToHashSet();
        return asked.Count == 0 ? latest : [.. latest.Where(version => asked.Contains(version.Stage))];
    });

    /// <inheritdoc/>
    public VersionRecord MoveToStage(string name, int version, string stage, bool archiveOthers)
    {
        var target = ModelStages.Canonical(stage);
        if (archiveOthers)
        {
            ModelStages.CheckHoldsVersionsInUse(stage);
        }

        return database.Write(connection =>
        {
            var now = Now;
            var id = RegistryRows.VersionRow(connection, name, version).Model;
            if (archiveOthers)
            {
                connection.Execute(
                    "UPDATE model_versions SET stage = @archived, updated = @now WHERE model_id = @id AND stage = @target AND version <> @version",
                    new { id, version, target, archived = ModelStages.Archived, now });
            }

            connection.Execute("UPDATE model_versions SET stage = @target, updated = @now WHERE model_id = @id AND version = @version", new { id, version, target, now });
            Touch(connection, id, now);
            return RegistryRows.Version(connection, name, version);
        });
    }

    /// <inheritdoc/>
    public void SetVersionTag(string name, int version, string key, string value)
    {
        Limits.VersionTag(key, value);
        database.Write(connection => PutVersionTag(connection, RegistryRows.VersionRow(connection, name, version).Model, version, key, value));
    }

    /// <inheritdoc/>
    public void DeleteVersionTag(string name, int version, string key) => database.Write(connection =>
    {
        var id = RegistryRows.VersionRow(connection, name, version).Model;
        return connection.Execute("DELETE FROM model_version_tags WHERE model_id = @id AND version = @version AND key = @key", new { id, version, key });
    });

    void Insert(DbConnection connection, long id, int number, NewVersion version, ModelVersionSource place)
    {
        connection.Execute(
            """
            INSERT INTO model_versions (model_id, version, created, updated, stage, description, source, download_uri, run_id, run_link, logged_model_id)
            VALUES (@id, @number, @now, @now, @stage, @Description, @Source, @uri, @runId, @RunLink, @ModelId)
            """,
            new
            {
                id,
                number,
                now = Now,
                stage = ModelStages.None,
                version.Description,
                version.Source,
                uri = place.DownloadUri,
                runId = place.RunId,
                version.RunLink,
                version.ModelId,
            });
        foreach (var (key, value) in version.Tags)
        {
            PutVersionTag(connection, id, number, key, value);
        }
    }

    static int PutVersionTag(DbConnection connection, long id, int version, string key, string value) => connection.Execute(
        """
        INSERT INTO model_version_tags (model_id, version, key, value) VALUES (@id, @version, @key, @value)
        ON CONFLICT (model_id, version, key) DO UPDATE SET value = excluded.value
        """,
        new { id, version, key, value });
}
