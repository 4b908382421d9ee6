namespace Cambium.Tracking;

/// <summary>Reads orders: "key", "key ASC" or "key DESC".</summary>
static class OrderParser
{
    /// <summary>Each may be a join, and a database looks for the best order of all joins.</summary>
    internal const int MaxKeys = 10;

    /// <summary>Room for the longest key in quotes.</summary>
    internal const int MaxLength = 1000;

    /// <summary>The keys of an order.</summary>
    /// <exception cref="TrackingException">It is no order.</exception>
    internal static IReadOnlyList<SearchOrder> Parse(IReadOnlyList<string> orderBy, SearchSchema schema)
    {
        if (orderBy.Count > MaxKeys)
        {
            throw new TrackingException($"Invalid order_by: it has {orderBy.Count} keys, but at most {MaxKeys} are allowed.");
        }

        var orders = new List<SearchOrder>(orderBy.Count);
        var seen = new HashSet<(SearchEntity, string)>();
        foreach (var text in orderBy)
        {
            var order = Parse(text, schema);
            if (!seen.Add((order.Key.Entity, order.Key.Field?.Column ?? order.Key.Name)))
            {
                throw new TrackingException($"`order_by` contains duplicate fields: {PythonText.Repr([.. orderBy])}");
            }

            orders.Add(order);
        }

        return orders;
    }

    /// <summary>The key that stands alone in an order.</summary>
    /// <exception cref="TrackingException">It is none.</exception>
    internal static SearchKey KeyOf(string text, SearchSchema schema) => Tokens(text) is [var key, _]
        ? schema.KeyOfOrder(key.Text)
        : throw new TrackingException($"Invalid order by field name: {text}");

    static SearchOrder Parse(string text, SearchSchema schema)
    {
        var tokens = Tokens(text);
        var isDescending = tokens[1].Is("DESC");
        return isDescending || tokens[1].Is("ASC") || tokens[1].Kind == FilterTokenKind.End
            ? new SearchOrder(schema.KeyOfOrder(tokens[0].Text), !isDescending)
            : throw new TrackingException($"Invalid ordering key in order_by clause '{text}'.");
    }

    /// <summary>One or two tokens and an end, of which the first may be a key.</summary>
    static List<FilterToken> Tokens(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new TrackingException($"Invalid order_by clause: it has {text.Length} characters, but at most {MaxLength} are allowed.");
        }

        var tokens = FilterTokens.Of(text);
        return tokens[0].Kind is FilterTokenKind.Word or FilterTokenKind.QuotedWord && tokens.Count <= 3 && !text.Contains('\0', StringComparison.Ordinal)
            ? tokens
            : throw new TrackingException($"Invalid order_by clause '{text}'. Could not be parsed.");
    }
}
