using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Scorers in a database.</summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock.</param>
sealed class SqlScorerStore(ISqlDatabase database, TimeProvider time) : IScorerStore
{
    const string Select =
        """
        SELECT s.id AS Id, s.experiment_id AS ExperimentId, s.name AS Name, v.version AS Version, v.content AS Content, v.created AS Created
        FROM scorers AS s JOIN scorer_versions AS v ON v.scorer = s.row WHERE s.experiment_id = @experimentId
        """;

    const string Latest = "v.version = (SELECT MAX(version) FROM scorer_versions WHERE scorer = s.row)";

    /// <inheritdoc/>
    public ScorerRecord RegisterScorer(long experimentId, string name, string content)
    {
        Limits.Scorer(name, content);
        var (id, now) = (Guid.NewGuid().ToString(), time.GetUtcNow().ToUnixTimeMilliseconds());
        return database.Write(connection =>
        {
            SqlExperimentStore.RequireActive(connection, experimentId);
            var (row, version) = connection.QuerySingle<(long, long)>(
                """
                INSERT INTO scorers (id, experiment_id, name, last_version) VALUES (@id, @experimentId, @name, 1)
                ON CONFLICT (experiment_id, name) DO UPDATE SET last_version = scorers.last_version + 1
                RETURNING row, last_version
                """,
                new { id, experimentId, name });
            connection.Execute(
                "INSERT INTO scorer_versions (scorer, version, content, created) VALUES (@row, @version, @content, @now)", new { row, version, content, now });
            return Find(connection, experimentId, name, version);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScorerRecord> ListScorers(long experimentId) => database.Read(connection =>
    {
        _ = connection.ExecuteScalar<long?>("SELECT id FROM experiments WHERE id = @experimentId", new { experimentId })
            ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"No Experiment with id={experimentId} exists");
        return connection.Query<ScorerRecord>($"{Select} AND {Latest} ORDER BY s.name", new { experimentId }).AsList();
    });

    /// <inheritdoc/>
    public IReadOnlyList<ScorerRecord> ListScorerVersions(long experimentId, string name) => database.Read(connection =>
        connection.Query<ScorerRecord>($"{Select} AND s.name = @name ORDER BY v.version", new { experimentId, name }).AsList() is { Count: > 0 } found
            ? found
            : throw Unknown(experimentId, name, null));

    /// <inheritdoc/>
    public ScorerRecord GetScorer(long experimentId, string name, long? version) => database.Read(connection => Find(connection, experimentId, name, version));

    /// <inheritdoc/>
    public void DeleteScorer(long experimentId, string name, long? version) => database.Write(connection =>
    {
        const string Row = "(SELECT row FROM scorers WHERE experiment_id = @experimentId AND name = @name)";
        Find(connection, experimentId, name, version);
        connection.Execute(
            $"DELETE FROM scorer_versions WHERE scorer = {Row}{(version is null ? "" : " AND version = @version")}", new { experimentId, name, version = version ?? 0 });
        return connection.Execute(
            $"DELETE FROM scorers WHERE row = {Row} AND NOT EXISTS (SELECT 1 FROM scorer_versions WHERE scorer = {Row})", new { experimentId, name });
    });

    static ScorerRecord Find(DbConnection connection, long experimentId, string name, long? version) =>
        connection.QueryFirstOrDefault<ScorerRecord>(
            $"{Select} AND s.name = @name AND {(version is null ? Latest : "v.version = @version")}", new { experimentId, name, version = version ?? 0 })
        ?? throw Unknown(experimentId, name, version);

    static TrackingException Unknown(long experimentId, string name, long? version) => new(
        TrackingErrorCode.ResourceDoesNotExist,
        $"Scorer with name '{name}'{(version is null ? "" : $" and version {version}")} not found for experiment {experimentId}.");
}
