namespace Cambium.Tracking;

sealed partial class SqlModelRegistry
{
    /// <inheritdoc/>
    public Page<ModelRecord> SearchModels(SearchRequest search) => database.Read(connection =>
    {
        var page = ModelSearchSql.FindModels(connection, database.Dialect, search);
        return new Page<ModelRecord>(RegistryRows.Models(connection, page.Items), page.NextToken);
    }, () => SearchText.Of("registered models", search));

    /// <inheritdoc/>
    public Page<VersionRecord> SearchVersions(SearchRequest search) => database.Read(connection =>
    {
        var page = ModelSearchSql.FindVersions(connection, database.Dialect, search);
        return new Page<VersionRecord>(RegistryRows.Versions(connection, page.Items), page.NextToken);
    }, () => SearchText.Of("model versions", search));
}
