namespace Cambium.Tracking;

sealed partial class SqlExperimentStore
{
    /// <inheritdoc/>
    public Page<ExperimentRecord> SearchExperiments(LifecycleView view, SearchRequest search) => database.Read(connection =>
    {
        var page = ExperimentSearchSql.Find(connection, database.Dialect, view, search);
        return new Page<ExperimentRecord>(Load(connection, page.Items), page.NextToken);
    }, () => SearchText.Of("experiments", search));
}
