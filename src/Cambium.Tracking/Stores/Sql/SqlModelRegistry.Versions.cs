using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlModelRegistry
{
    /// <inheritdoc/>
    public VersionRecord CreateVersion(string name, NewVersion version)
    {
        Limits.ModelName(name);
        Limits.VersionDescription(version.Description);
        ModelVersionSource.Check(version.Source);
        foreach (var (key, value) in version.Tags)
        {
            Limits.VersionTag(key, value);
        }

        return database.Write(connection =>
        {
            var id = RegistryRows.ModelId(connection, name);
            var isPrompt = version.Tags.Any(tag => tag.Key == PromptFilter.Tag);
            var place = ModelVersionSource.Resolve(connection, version, isPrompt);
            var number = connection.ExecuteScalar<int>(
                "UPDATE registered_models SET last_version = last_version + 1, updated = @now WHERE id = @id RETURNING last_version", new { id, now = Now });
            Insert(connection, id, number, version, place);
            _journal.Version(connection, id, number, RegistryChange.VersionCreated, to: place.Source);
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
    public VersionRecord DescribeVersion(string name, int version, string? description)
    {
        Limits.VersionDescription(description);
        return database.Write(connection =>
        {
            var row = RegistryRows.VersionRow(connection, name, version);
            if (description is not null && description != row.Description)
            {
                _journal.Version(connection, row.Model, version, RegistryChange.VersionDescribed, from: row.Description, to: description);
            }

            connection.Execute(
                "UPDATE model_versions SET description = COALESCE(@description, description), updated = @now WHERE model_id = @Model AND version = @version",
                new { row.Model, version, description, now = Now });
            return RegistryRows.Version(connection, name, version);
        });
    }

    /// <inheritdoc/>
    public void DeleteVersion(string name, int version) => database.Write(connection =>
    {
        var id = RegistryRows.VersionRow(connection, name, version).Model;
        var aliases = connection.Query<string>("SELECT alias FROM model_aliases WHERE model_id = @id AND version = @version ORDER BY alias", new { id, version }).AsList();
        aliases.ForEach(alias => AliasGate.KeepVersion(connection, id, name, version, alias));
        Touch(connection, id, Now);
        foreach (var alias in aliases)
        {
            _journal.AliasDeleted(connection, id, alias, version);
        }

        _journal.Version(connection, id, version, RegistryChange.VersionDeleted);
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
            var row = RegistryRows.VersionRow(connection, name, version);
            var id = row.Model;
            if (archiveOthers)
            {
                var others = connection
                    .Query<int>("SELECT version FROM model_versions WHERE model_id = @id AND stage = @target AND version <> @version ORDER BY version", new { id, version, target })
                    .AsList();
                others.ForEach(other => Move(connection, id, other, target, ModelStages.Archived, now));
            }

            Move(connection, id, version, row.Stage, target, now);
            Touch(connection, id, now);
            return RegistryRows.Version(connection, name, version);
        });
    }

    /// <inheritdoc/>
    public void SetVersionTag(string name, int version, string key, string value)
    {
        Limits.VersionTag(key, value);
        database.Write(connection =>
        {
            var id = RegistryRows.VersionRow(connection, name, version).Model;
            var before = VersionTag(connection, id, version, key);
            if (before != value)
            {
                _journal.Version(connection, id, version, RegistryChange.VersionTagSet, key, before, value);
            }

            return PutVersionTag(connection, id, version, key, value);
        });
    }

    /// <inheritdoc/>
    public void DeleteVersionTag(string name, int version, string key) => database.Write(connection =>
    {
        var id = RegistryRows.VersionRow(connection, name, version).Model;
        if (VersionTag(connection, id, version, key) is { } before)
        {
            _journal.Version(connection, id, version, RegistryChange.VersionTagDeleted, key, before);
        }

        return connection.Execute("DELETE FROM model_version_tags WHERE model_id = @id AND version = @version AND key = @key", new { id, version, key });
    });

    void Move(DbConnection connection, long id, int version, string from, string to, long now)
    {
        connection.Execute("UPDATE model_versions SET stage = @to, updated = @now WHERE model_id = @id AND version = @version", new { id, version, to, now });
        if (from != to)
        {
            _journal.Version(connection, id, version, RegistryChange.StageMoved, from: from, to: to);
        }
    }

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
                place.Source,
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

    static string? VersionTag(DbConnection connection, long id, int version, string key) => connection.ExecuteScalar<string?>(
        "SELECT value FROM model_version_tags WHERE model_id = @id AND version = @version AND key = @key", new { id, version, key });

    static int PutVersionTag(DbConnection connection, long id, int version, string key, string value) => connection.Execute(
        """
        INSERT INTO model_version_tags (model_id, version, key, value) VALUES (@id, @version, @key, @value)
        ON CONFLICT (model_id, version, key) DO UPDATE SET value = excluded.value
        """,
        new { id, version, key, value });
}
