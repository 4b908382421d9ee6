namespace Cambium.Tracking;

/// <summary>Makes pages of searches that look for one row more than a page has, so as to know whether another page follows.</summary>
static class SearchPage
{
    /// <summary>A page.</summary>
    /// <param name="rows">What was found; one more than <see cref="SearchRequest.MaxResults"/> where there is more.</param>
    /// <param name="search">What was searched for.</param>
    /// <param name="offset">How many rows came before.</param>
    internal static Page<T> Of<T>(List<T> rows, SearchRequest search, long offset) => rows.Count <= search.MaxResults
        ? new Page<T>(rows, null)
        : new Page<T>(rows[..search.MaxResults], PageToken.Encode(offset + search.MaxResults));
}
