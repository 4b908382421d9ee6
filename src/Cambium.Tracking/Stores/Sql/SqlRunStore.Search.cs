using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlRunStore
{
    /// <inheritdoc/>
    public Page<RunRecord> SearchRuns(RunSearch search) => database.Read(connection =>
    {
        var offset = PageToken.Decode(search.Search.PageToken);
        var rows = connection.Query<long>(
            $"""
            SELECT row FROM runs WHERE {database.Dialect.In("experiment_id", "@ids")} AND (@all = 1 OR (deleted IS NULL) = (@deleted = 0))
            ORDER BY started DESC, id LIMIT @most OFFSET @offset
            """,
            new
            {
                ids = search.ExperimentIds,
                all = search.View == LifecycleView.All ? 1 : 0,
                deleted = search.View == LifecycleView.Deleted ? 1 : 0,
                most = search.Search.MaxResults,
                offset,
            }).AsList();
        return new Page<RunRecord>(Load(connection, rows), rows.Count == search.Search.MaxResults ? PageToken.Encode((int)offset + rows.Count) : null);
    });
}
