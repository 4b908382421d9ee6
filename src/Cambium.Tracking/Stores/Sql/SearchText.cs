using System.Globalization;

namespace Cambium.Tracking;

/// <summary>Says what a search was, for whoever is told that it took too long.</summary>
static class SearchText
{
    /// <summary>Longest filter or order that is repeated.</summary>
    const int MostCharacters = 300;

    /// <summary>The beginning of a sentence.</summary>
    /// <param name="subject">What was searched for, such as "runs".</param>
    /// <param name="search">The search.</param>
    /// <param name="experiments">In how many experiments; null where there are none.</param>
    internal static string Of(string subject, SearchRequest search, int? experiments = null)
    {
        var place = experiments is { } count ? string.Create(CultureInfo.InvariantCulture, $" in {count} experiment{(count == 1 ? "" : "s")}") : "";
        var filter = search.Filter is { Length: > 0 } given ? $" with the filter \"{Cut(given)}\"" : " without a filter";
        var order = search.OrderBy.Count > 0 ? $", ordered by {Cut(string.Join(", ", search.OrderBy))}," : "";
        return $"The search of {subject}{place}{filter}{order}";
    }

    static string Cut(string text) => text.Length <= MostCharacters ? text : $"{text.AsSpan(0, MostCharacters)}…";
}
