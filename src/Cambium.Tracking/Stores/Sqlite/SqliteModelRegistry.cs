using Dapper;

namespace Cambium.Tracking;

/// <summary>Registered models in SQLite. A version is a reference to the model that its run saved, which never changes.</summary>
/// <param name="database">The store's file.</param>
/// <param name="folderOf">Where a run's saved model lies.</param>
/// <param name="time">The clock.</param>
sealed class SqliteModelRegistry(SqliteDatabase database, Func<RunPlace, string> folderOf, TimeProvider time) : IModelRegistry
{
    /// <inheritdoc/>
    public IReadOnlyList<RegisteredModel> Models() => Query("", null);

    /// <inheritdoc/>
    public RegisteredModel? Find(string name) => Query("WHERE models.name = @name", name).SingleOrDefault();

    /// <inheritdoc/>
    public int AddVersion(string name, string runId) => database.Write(connection =>
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        connection.Execute("INSERT INTO registered_models (name, created, last_version) VALUES (@name, @now, 0) ON CONFLICT DO NOTHING", new { name, now });
        var version = connection.ExecuteScalar<int>("UPDATE registered_models SET last_version = last_version + 1 WHERE name = @name RETURNING last_version", new { name });
        connection.Execute(
            """
            INSERT INTO model_versions (model_id, version, created, run_id)
            SELECT id, @version, @now, @runId FROM registered_models WHERE name = @name
            """,
            new { name, version, now, runId });
        return version;
    });

    /// <inheritdoc/>
    public bool SetAlias(string name, string alias, int version) => database.Write(connection =>
        connection.Execute(
            """
            INSERT INTO model_aliases (model_id, alias, version)
            SELECT versions.model_id, @alias, versions.version
            FROM model_versions AS versions JOIN registered_models AS models ON models.id = versions.model_id
            WHERE models.name = @name AND versions.version = @version
            ON CONFLICT DO UPDATE SET version = excluded.version
            """,
            new { name, alias, version }) == 1);

    List<RegisteredModel> Query(string where, string? name) => database.Read(connection =>
    {
        var aliases = connection
            .Query<AliasRow>(
                $"SELECT models.name AS Name, version AS Version, alias AS Alias FROM model_aliases JOIN registered_models AS models ON models.id = model_id {where} ORDER BY alias",
                new { name })
            .ToLookup(row => (row.Name, row.Version), row => row.Alias);
        return connection
            .Query<VersionRow>(
                $"""
                SELECT models.name AS Name, models.created AS ModelCreated, versions.version AS Version, versions.created AS Created, versions.run_id AS RunId,
                    runs.experiment_id AS ExperimentId
                FROM registered_models AS models JOIN model_versions AS versions ON versions.model_id = models.id JOIN runs ON runs.id = versions.run_id
                {where} ORDER BY models.name, versions.version DESC
                """,
                new { name })
            .GroupBy(row => (row.Name, row.ModelCreated))
            .Select(model => new RegisteredModel(
                model.Key.Name,
                DateTimeOffset.FromUnixTimeMilliseconds(model.Key.ModelCreated),
                [.. model.Select(row => VersionOf(row, [.. aliases[(row.Name, row.Version)]]))]))
            .ToList();
    });

    ModelVersion VersionOf(VersionRow row, IReadOnlyList<string> aliases) => new(
        row.Name,
        row.Version,
        DateTimeOffset.FromUnixTimeMilliseconds(row.Created),
        row.RunId,
        folderOf(new RunPlace(row.ExperimentId, row.RunId)),
        aliases);
}
