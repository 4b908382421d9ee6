namespace Cambium.Tracking;

sealed partial class SqlRunStore
{
    /// <inheritdoc/>
    public Page<RunRecord> SearchRuns(RunSearch search) => database.Read(connection =>
    {
        var page = RunSearchSql.Find(connection, database.Dialect, search);
        return new Page<RunRecord>(Load(connection, page.Items), page.NextToken);
    });
}
