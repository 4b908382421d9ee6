using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlExperimentStore
{
    /// <inheritdoc/>
    public Page<ExperimentRecord> SearchExperiments(LifecycleView view, SearchRequest search) => database.Read(connection =>
    {
        var offset = PageToken.Decode(search.PageToken);
        var ids = connection.Query<long>(
            """
            SELECT id FROM experiments WHERE @all = 1 OR (deleted IS NULL) = (@deleted = 0) ORDER BY created DESC, id LIMIT @most OFFSET @offset
            """,
            new { all = view == LifecycleView.All ? 1 : 0, deleted = view == LifecycleView.Deleted ? 1 : 0, most = search.MaxResults + 1, offset }).AsList();
        return new Page<ExperimentRecord>(
            Load(connection, [.. ids.Take(search.MaxResults)]),
            ids.Count > search.MaxResults ? PageToken.Encode((int)offset + search.MaxResults) : null);
    });
}
