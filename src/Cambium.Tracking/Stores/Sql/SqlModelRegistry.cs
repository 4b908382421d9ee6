using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>The registry in SQL. Names that are too long or empty are refused here, so that every caller meets the same limits.</summary>
/// <param name="database">The store.</param>
/// <param name="time">The clock.</param>
/// <param name="actor">Who changes it; null: nobody who is known.</param>
sealed partial class SqlModelRegistry(ISqlDatabase database, TimeProvider time, RegistryActor? actor = null) : IModelRegistry
{
    readonly RegistryJournal _journal = new((actor ?? RegistryActor.Unknown).Checked(), time);

    long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public IModelRegistry ActingAs(RegistryActor other) => new SqlModelRegistry(database, time, other);

    /// <inheritdoc/>
    public ModelRecord CreateModel(string name, string? description, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        Limits.ModelName(name);
        Limits.ModelDescription(description);
        foreach (var (key, value) in tags)
        {
            Limits.ModelTag(key, value);
        }

        return database.Write(connection =>
        {
            var now = Now;
            var id = connection.QuerySingleOrDefault<long?>(
                """
                INSERT INTO registered_models (name, description, created, updated, last_version) VALUES (@name, @description, @now, @now, 0)
                ON CONFLICT DO NOTHING RETURNING id
                """,
                new { name, description, now });
            if (id is not { } model)
            {
                throw Taken(connection, name, IsPrompt(tags));
            }

            foreach (var (key, value) in tags)
            {
                PutModelTag(connection, model, key, value);
            }

            _journal.Model(connection, model, RegistryChange.ModelCreated);
            return RegistryRows.Model(connection, name);
        });
    }

    /// <inheritdoc/>
    public ModelRecord GetModel(string name) => database.Read(connection => RegistryRows.Model(connection, name));

    /// <inheritdoc/>
    public ModelRecord DescribeModel(string name, string? description)
    {
        Limits.ModelDescription(description);
        return database.Write(connection =>
        {
            var id = RegistryRows.ModelId(connection, name);
            var before = connection.ExecuteScalar<string?>("SELECT description FROM registered_models WHERE id = @id", new { id });
            if (before != description)
            {
                _journal.Model(connection, id, RegistryChange.ModelDescribed, from: before, to: description);
            }

            connection.Execute("UPDATE registered_models SET description = @description, updated = @now WHERE id = @id", new { id, description, now = Now });
            return RegistryRows.Model(connection, name);
        });
    }

    /// <inheritdoc/>
    public ModelRecord RenameModel(string name, string newName)
    {
        Limits.ModelName(newName, "new_name");
        return database.Write(connection =>
        {
            var id = RegistryRows.ModelId(connection, name);
            if (name != newName && connection.ExecuteScalar<long?>("SELECT id FROM registered_models WHERE name = @newName", new { newName }) is not null)
            {
                throw RegistryRefusals.Taken(newName, byPrompt: false, forPrompt: false);
            }

            if (name != newName)
            {
                AliasGate.KeepModel(connection, id, name, "renamed");
            }

            connection.Execute("UPDATE registered_models SET name = @newName, updated = @now WHERE id = @id", new { id, newName, now = Now });
            if (name != newName)
            {
                _journal.Model(connection, id, RegistryChange.ModelRenamed, from: name, to: newName);
            }

            return RegistryRows.Model(connection, newName);
        });
    }

    /// <inheritdoc/>
    public void DeleteModel(string name) => database.Write(connection =>
    {
        var id = RegistryRows.ModelId(connection, name);
        AliasGate.KeepModel(connection, id, name, "deleted");
        _journal.Model(connection, id, RegistryChange.ModelDeleted);
        return connection.Execute("DELETE FROM registered_models WHERE id = @id", new { id });
    });

    /// <inheritdoc/>
    public void SetModelTag(string name, string key, string value)
    {
        Limits.ModelTag(key, value);
        database.Write(connection =>
        {
            var id = RegistryRows.ModelId(connection, name);
            var before = ModelTag(connection, id, key);
            if (before != value)
            {
                _journal.Model(connection, id, RegistryChange.ModelTagSet, key, before, value);
            }

            return PutModelTag(connection, id, key, value);
        });
    }

    /// <inheritdoc/>
    public void DeleteModelTag(string name, string key) => database.Write(connection =>
    {
        var id = RegistryRows.ModelId(connection, name);
        if (ModelTag(connection, id, key) is { } before)
        {
            _journal.Model(connection, id, RegistryChange.ModelTagDeleted, key, before);
        }

        return connection.Execute("DELETE FROM registered_model_tags WHERE model_id = @id AND key = @key", new { id, key });
    });

    static string? ModelTag(DbConnection connection, long id, string key) =>
        connection.ExecuteScalar<string?>("SELECT value FROM registered_model_tags WHERE model_id = @id AND key = @key", new { id, key });

    static int PutModelTag(DbConnection connection, long id, string key, string value) => connection.Execute(
        """
        INSERT INTO registered_model_tags (model_id, key, value) VALUES (@id, @key, @value)
        ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value
        """,
        new { id, key, value });

    static void Touch(DbConnection connection, long id, long now) => connection.Execute("UPDATE registered_models SET updated = @now WHERE id = @id", new { id, now });

    static bool IsPrompt(IReadOnlyList<KeyValuePair<string, string>> tags) =>
        tags.Any(tag => tag.Key == PromptFilter.Tag && tag.Value.Equals("true", StringComparison.OrdinalIgnoreCase));

    static TrackingException Taken(DbConnection connection, string name, bool forPrompt) =>
        RegistryRefusals.Taken(name, IsPrompt(RegistryRows.Model(connection, name).Tags), forPrompt);
}
