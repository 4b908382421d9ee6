namespace Cambium.Tracking;

sealed partial class HttpRunStore
{
    const int OverviewPage = 1000;

    /// <inheritdoc/>
    /// <remarks>The protocol counts nothing: the runs are read, a thousand at a time.</remarks>
    public long CountRuns(RunSearch search)
    {
        var count = 0L;
        string? token = null;
        do
        {
            var page = SearchRuns(search with { Search = search.Search with { OrderBy = [], MaxResults = OverviewPage, PageToken = token } });
            count += page.Items.Count;
            token = page.NextToken;
        }
        while (token is not null);

        return count;
    }

    /// <inheritdoc/>
    /// <remarks>Of the newest thousand runs.</remarks>
    public RunKeys KeysOf(long experimentId)
    {
        var runs = SearchRuns(new RunSearch([experimentId], LifecycleView.All, new SearchRequest { MaxResults = OverviewPage })).Items;
        var values = runs.SelectMany(run => run.Parameters).ToLookup(parameter => parameter.Key, parameter => parameter.Value);
        return new RunKeys(
            Sorted(runs.SelectMany(run => run.Metrics).Select(metric => metric.Key)),
            Sorted(values.Select(parameter => parameter.Key)),
            Sorted(values.Where(parameter => parameter.Count() < runs.Count || parameter.Distinct().Count() > 1).Select(parameter => parameter.Key)),
            Sorted(runs.SelectMany(run => run.Tags).Select(tag => tag.Key)));
    }

    static List<string> Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];
}
