using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Experiments in a database.</summary>
/// <param name="database">The database.</param>
/// <param name="artifactRoot">The URI below which the artifacts of experiments without a location of their own lie.</param>
/// <param name="time">The clock.</param>
sealed partial class SqlExperimentStore(ISqlDatabase database, string artifactRoot, TimeProvider time) : IExperimentStore
{
    const int MostDatasets = 1000;

    /// <inheritdoc/>
    public long CreateExperiment(string name, string? artifactLocation, IReadOnlyList<KeyValuePair<string, string>> tags) => database.Write(connection =>
    {
        RefuseTaken(connection, name);
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO experiments (name, artifact_location, created, updated) VALUES (@name, @artifactLocation, @now, @now) RETURNING id
            """,
            new { name, artifactLocation = artifactLocation ?? "", now = Now() });
        if (string.IsNullOrEmpty(artifactLocation))
        {
            connection.Execute("UPDATE experiments SET artifact_location = @location WHERE id = @id", new { location = ArtifactUri.Below(artifactRoot, $"{id}"), id });
        }

        foreach (var (key, value) in tags)
        {
            PutTag(connection, id, key, value);
        }

        return id;
    });

    /// <inheritdoc/>
    public ExperimentRecord GetExperiment(long id) => database.Read(connection =>
        Load(connection, [id]) is [var found] ? found : throw Unknown(id));

    /// <inheritdoc/>
    public ExperimentRecord? FindExperiment(string name) => database.Read(connection =>
        connection.ExecuteScalar<long?>("SELECT id FROM experiments WHERE name = @name", new { name }) is { } id ? Load(connection, [id])[0] : null);

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, int> CountRuns() => database.Read(connection =>
        connection.Query<CountRow>("SELECT experiment_id AS Id, COUNT(*) AS Number FROM runs WHERE deleted IS NULL GROUP BY experiment_id")
            .ToDictionary(row => row.Id, row => (int)row.Number));

    /// <inheritdoc/>
    public void RenameExperiment(long id, string name) => database.Write(connection =>
    {
        if (Load(connection, [id]) is not [var experiment])
        {
            throw Unknown(id);
        }

        if (experiment.IsDeleted)
        {
            throw new TrackingException(TrackingErrorCode.InvalidState, "Cannot rename a non-active experiment.");
        }

        if (experiment.Name != name)
        {
            RefuseTaken(connection, name);
        }

        return connection.Execute("UPDATE experiments SET name = @name, updated = @now WHERE id = @id", new { name, now = Now(), id });
    });

    /// <inheritdoc/>
    public void DeleteExperiment(long id) => database.Write(connection =>
    {
        var now = Now();
        if (connection.Execute("UPDATE experiments SET deleted = @now, updated = @now WHERE id = @id AND deleted IS NULL", new { now, id }) == 0)
        {
            throw Unknown(id);
        }

        return connection.Execute("UPDATE runs SET deleted = @now WHERE experiment_id = @id AND deleted IS NULL", new { now, id });
    });

    /// <inheritdoc/>
    public void RestoreExperiment(long id) => database.Write(connection =>
    {
        if (connection.Execute("UPDATE experiments SET deleted = NULL, updated = @now WHERE id = @id AND deleted IS NOT NULL", new { now = Now(), id }) == 0)
        {
            throw Unknown(id);
        }

        return connection.Execute("UPDATE runs SET deleted = NULL WHERE experiment_id = @id", new { id });
    });

    /// <inheritdoc/>
    public void SetExperimentTag(long id, string key, string value) => database.Write(connection =>
    {
        RequireActive(connection, id);
        return PutTag(connection, id, key, value);
    });

    /// <inheritdoc/>
    public void DeleteExperimentTag(long id, string key) => database.Write(connection =>
    {
        RequireActive(connection, id);
        return connection.Execute("DELETE FROM experiment_tags WHERE experiment_id = @id AND key = @key", new { id, key }) == 1
            ? 1
            : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"No tag with name: {key} in experiment with id {id}");
    });

    /// <inheritdoc/>
    public IReadOnlyList<DatasetSummary> SearchDatasets(IReadOnlyList<long> experimentIds) => database.Read(connection =>
        connection.Query<DatasetSummaryRow>(
            $"""
            SELECT DISTINCT datasets.experiment_id AS ExperimentId, datasets.name AS Name, datasets.digest AS Digest, tags.value AS Context
            FROM datasets JOIN dataset_inputs AS inputs ON inputs.dataset_id = datasets.id
                LEFT JOIN dataset_input_tags AS tags ON tags.run = inputs.run AND tags.dataset_id = inputs.dataset_id AND tags.key = 'mlflow.data.context'
            WHERE {database.Dialect.In("datasets.experiment_id", "@experimentIds")}
            ORDER BY 1, 2, 3, 4 LIMIT {MostDatasets}
            """,
            new { experimentIds })
        .Select(row => new DatasetSummary(row.ExperimentId, row.Name, row.Digest, row.Context))
        .ToList());

    /// <summary>The experiment that a run or model is to be added to.</summary>
    /// <param name="connection">Within a transaction that writes.</param>
    /// <param name="id">Its id.</param>
    /// <param name="locked">How it is kept from being deleted meanwhile: nothing within <see cref="ISqlDatabase.Write"/>.</param>
    /// <exception cref="TrackingException">There is none, or it is deleted.</exception>
    internal static ExperimentPlace RequireActive(DbConnection connection, long id, string locked = "")
    {
        var place = connection.QueryFirstOrDefault<ExperimentPlace>(
            $"SELECT artifact_location AS ArtifactLocation, CASE WHEN deleted IS NULL THEN 0 ELSE 1 END AS IsDeleted FROM experiments WHERE id = @id{locked}",
            new { id }) ?? throw Unknown(id);
        return place.IsDeleted == 0
            ? place
            : throw new TrackingException($"The experiment {id} must be in the 'active' state. Current state is deleted.");
    }

    /// <summary>The experiments of these ids, in their order; those that are not there are left out.</summary>
    List<ExperimentRecord> Load(DbConnection connection, IReadOnlyCollection<long> ids)
    {
        var rows = connection
            .Query<ExperimentRow>(
                $"""
                SELECT id AS Id, name AS Name, artifact_location AS ArtifactLocation, created AS Created, updated AS Updated, deleted AS Deleted
                FROM experiments WHERE {database.Dialect.InList("id", "@ids")}
                """,
                new { ids = database.Dialect.ListOf(ids) })
            .ToDictionary(row => row.Id);
        var tags = connection
            .Query<OwnedPair>(
                $"SELECT experiment_id AS Owner, key AS Key, value AS Value FROM experiment_tags WHERE {database.Dialect.InList("experiment_id", "@ids")} ORDER BY key",
                new { ids = database.Dialect.ListOf(ids) })
            .ToLookup(tag => tag.Owner, tag => KeyValuePair.Create(tag.Key, tag.Value));
        return
        [
            .. ids.Where(rows.ContainsKey).Select(id => rows[id]).Select(row => new ExperimentRecord(
                row.Id, row.Name, row.ArtifactLocation, row.Created, row.Updated, row.Deleted is not null, [.. tags[row.Id]])),
        ];
    }

    static void RefuseTaken(DbConnection connection, string name)
    {
        if (connection.ExecuteScalar<long?>("SELECT id FROM experiments WHERE name = @name", new { name }) is not null)
        {
            throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"Experiment(name={name}) already exists.");
        }
    }

    static int PutTag(DbConnection connection, long id, string key, string value) => connection.Execute(
        """
        INSERT INTO experiment_tags (experiment_id, key, value) VALUES (@id, @key, @value)
        ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value
        """,
        new { id, key, value });

    static TrackingException Unknown(long id) => new(TrackingErrorCode.ResourceDoesNotExist, $"No Experiment with id={id} exists");

    long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
