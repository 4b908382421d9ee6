using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlLoggedModelStore
{
    /// <inheritdoc/>
    public Page<LoggedModelRecord> SearchLoggedModels(LoggedModelSearch search) => database.Read(connection =>
    {
        var offset = PageToken.Decode(search.Search.PageToken);
        var rows = connection.Query<LoggedModelRow>(
            $"""
            SELECT {LoggedModelRow.Columns} FROM logged_models AS m
            WHERE m.deleted IS NULL AND {database.Dialect.In("m.experiment_id", "@ids")} ORDER BY m.created DESC, m.row DESC LIMIT @most OFFSET @offset
            """,
            new { ids = search.ExperimentIds, most = search.Search.MaxResults + 1L, offset }).AsList();
        return new Page<LoggedModelRecord>(
            LoggedModelRows.Models(connection, [.. rows.Take(search.Search.MaxResults)]),
            rows.Count > search.Search.MaxResults ? PageToken.Encode(offset + search.Search.MaxResults) : null);
    });
}
