using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// A page of what a caller may see. Everything that matches is read and what is hidden left out before it is cut into pages, so that neither a token nor the
/// place of an item tells that something hidden matched. The cost is that of the whole search; callers who may see everything are spared it.
/// </summary>
static class SeenPage
{
    const int ReadAtOnce = 1000;

    internal static Page<T> Of<T>(SearchRequest search, Func<SearchRequest, Page<T>> find, Func<T, bool> isSeen)
    {
        var left = PageToken.Decode(search.PageToken);
        var end = left + search.MaxResults;
        var items = new List<T>();
        string? token = null;
        do
        {
            var page = find(search with { MaxResults = ReadAtOnce, PageToken = token });
            foreach (var item in page.Items.Where(isSeen))
            {
                if (left > 0)
                {
                    left--;
                }
                else if (items.Count < search.MaxResults)
                {
                    items.Add(item);
                }
                else
                {
                    return new Page<T>(items, PageToken.Encode(end));
                }
            }

            token = page.NextToken;
        }
        while (token is not null);

        return new Page<T>(items, null);
    }
}
