using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlRunStore
{
    /// <summary>Runs that are looked at for their keys: what later runs log is what people ask for, and a thousand names are more than a page can show.</summary>
    const int RunsWithKeys = 300;

    /// <inheritdoc/>
    public Page<RunRecord> SearchRuns(RunSearch search) => database.Read(connection =>
    {
        var page = RunSearchSql.Find(connection, database.Dialect, search);
        var runs = LoadPart(connection, page.Items);
        return new Page<RunRecord>(runs, runs.Count == page.Items.Count ? page.NextToken : PageToken.Encode(PageToken.Decode(search.Search.PageToken) + runs.Count));
    }, () => WhatOf(search));

    /// <inheritdoc/>
    public long CountRuns(RunSearch search) => database.Read(connection => RunSearchSql.Count(connection, database.Dialect, search), () => WhatOf(search));

    /// <inheritdoc/>
    public RunKeys KeysOf(long experimentId) => database.Read(connection =>
    {
        var newest = connection.Query<long>(
            "SELECT row FROM runs WHERE experiment_id = @experimentId ORDER BY started DESC LIMIT @most",
            new { experimentId, most = RunsWithKeys }).ToArray();
        var rows = database.Dialect.ListOf(newest);
        var parameters = connection.Query<OwnedPair>(
            $"""
            SELECT CASE WHEN COUNT(*) < @count OR MIN(value) <> MAX(value) THEN 1 ELSE 0 END AS Owner, key AS Key, '' AS Value
            FROM parameters WHERE {In("run")} GROUP BY key
            """,
            new { rows, count = newest.Length }).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        return new RunKeys(
            Names(
                connection,
                $"SELECT DISTINCT keys.name FROM latest_metrics AS latest JOIN metric_keys AS keys ON keys.id = latest.key WHERE {In("latest.run")}",
                rows),
            [.. parameters.Select(pair => pair.Key)],
            [.. parameters.Where(pair => pair.Owner == 1).Select(pair => pair.Key)],
            Names(connection, $"SELECT DISTINCT key FROM tags WHERE {In("run")}", rows));
    });

    static string WhatOf(RunSearch search) => SearchText.Of("runs", search.Search, search.ExperimentIds.Count);

    static string[] Names(DbConnection connection, string query, object rows) =>
        [.. connection.Query<string>(query, new { rows }).Order(StringComparer.Ordinal)];
}
