namespace Cambium.Tracking;

sealed partial class SqlLoggedModelStore
{
    /// <inheritdoc/>
    public Page<LoggedModelRecord> SearchLoggedModels(LoggedModelSearch search) => database.Read(connection =>
    {
        var page = LoggedModelSearchSql.Find(connection, database.Dialect, search);
        return new Page<LoggedModelRecord>(LoggedModelRows.Models(connection, page.Items), page.NextToken);
    }, () => SearchText.Of("logged models", search.Search, search.ExperimentIds.Count));
}
