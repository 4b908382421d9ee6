using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>
/// The page tokens of searches for logged models: base64 of JSON with the offset and what was searched for, which must be the same for the next page.
/// </summary>
static class LoggedModelToken
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The token of what follows so many items.</summary>
    internal static string Encode(LoggedModelSearch search, long offset) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            offset,
            experiment_ids = Ids(search),
            filter_string = Filter(search),
            order_by = search.OrderBy.Select(OrderOf),
            datasets = search.Datasets.Select(DatasetOf),
        },
        Plain));

    /// <summary>How many items came before; 0 where there is no token.</summary>
    /// <exception cref="TrackingException">It is not a token, or one of another search.</exception>
    internal static long Decode(LoggedModelSearch search)
    {
        if (string.IsNullOrEmpty(search.Search.PageToken))
        {
            return 0;
        }

        var offset = PageToken.Decode(search.Search.PageToken);
        using var token = PageToken.Parse(search.Search.PageToken);
        Require(token, "experiment_ids", "Experiment IDs", Ids(search));
        Require(token, "filter_string", "Filter string", Filter(search));
        Require(token, "order_by", "Order by", search.OrderBy.Select(OrderOf));
        Require(token, "datasets", "Datasets", search.Datasets.Select(DatasetOf));
        return offset;
    }

    static void Require(JsonDocument token, string property, string name, object asked)
    {
        var expected = JsonSerializer.Serialize(asked, Plain);
        var found = PageToken.Property(token, property)?.GetRawText() ?? "nothing";
        if (found != expected)
        {
            throw new TrackingException($"{name} in the page token does not match the requested value. Expected: {expected}. Found: {found}");
        }
    }

    static IEnumerable<string> Ids(LoggedModelSearch search) => search.ExperimentIds.Select(id => id.ToString(CultureInfo.InvariantCulture));

    static string Filter(LoggedModelSearch search) => search.Search.Filter ?? "";

    static object OrderOf(LoggedModelOrder order) => new
    {
        field_name = order.Field,
        ascending = order.Ascending,
        dataset_name = order.DatasetName,
        dataset_digest = order.DatasetDigest,
    };

    static object DatasetOf((string Name, string? Digest) dataset) => new { dataset_name = dataset.Name, dataset_digest = dataset.Digest };
}
