using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Reads what searches have in common.</summary>
static class MlflowPaging
{
    /// <summary>Filter, order and page of a search.</summary>
    /// <param name="request">The request.</param>
    /// <param name="absent">How many results where the request does not say; null: it must.</param>
    /// <param name="most">The most results of a page.</param>
    /// <exception cref="TrackingException">A field is of another type or out of range.</exception>
    internal static SearchRequest Search(MlflowFields request, int? absent, int most)
    {
        var maxResults = MaxResults(request, most) ?? absent ?? throw OutOfRange(0, "a positive integer");
        return new SearchRequest
        {
            Filter = request.OptionalText("filter"u8),
            OrderBy = request.Texts("order_by"u8),
            MaxResults = maxResults,
            PageToken = request.OptionalText("page_token"u8) is { Length: > 0 } token ? token : null,
        };
    }

    /// <summary>How many results are asked for; null where the request does not say.</summary>
    /// <exception cref="TrackingException">It is no number, or out of range.</exception>
    internal static int? MaxResults(MlflowFields request, int most) => request.OptionalWhole("max_results"u8) switch
    {
        null => null,
        < 1 and var few => throw OutOfRange(few, "a positive integer"),
        var many when many > most => throw OutOfRange(many.Value, $"at most {most}"),
        var count => (int)count.Value,
    };

    static TrackingException OutOfRange(long value, string expected) =>
        new($"Invalid value {value} for parameter 'max_results' supplied. It must be {expected}, but got value {value}");
}
