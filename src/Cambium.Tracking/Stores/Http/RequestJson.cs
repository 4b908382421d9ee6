using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>Writes requests of MLflow's protocol: what is null is left out, NaN and the infinities are text.</summary>
static class RequestJson
{
    /// <summary>A text, left out where it is null.</summary>
    internal static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>A number.</summary>
    internal static void Real(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    /// <summary>A list of objects, left out where it is empty.</summary>
    internal static void List<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> writeMembers)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A list of texts, left out where it is empty.</summary>
    internal static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        var texts = items.ToList();
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        texts.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    /// <summary>Keys and values, left out where there are none.</summary>
    internal static void Pairs(this Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> pairs) => json.List(name, pairs, pair =>
    {
        json.WriteString("key", pair.Key);
        json.WriteString("value", pair.Value);
    });

    /// <summary>A key and a value.</summary>
    internal static void Pair(this Utf8JsonWriter json, string key, string value)
    {
        json.WriteString("key", key);
        json.WriteString("value", value);
    }

    /// <summary>The members of a point.</summary>
    internal static void Point(this Utf8JsonWriter json, in MetricValue point)
    {
        json.WriteString("key", point.Key);
        json.Real("value", point.Value);
        json.WriteNumber("timestamp", point.Time);
        json.WriteNumber("step", point.Step);
        json.Text("model_id", point.ModelId);
        json.Text("dataset_name", point.DatasetName);
        json.Text("dataset_digest", point.DatasetDigest);
    }

    /// <summary>What is searched for, but its order, which not every search writes alike.</summary>
    internal static void Search(this Utf8JsonWriter json, SearchRequest search)
    {
        json.Text("filter", search.Filter is { Length: > 0 } filter ? filter : null);
        json.WriteNumber("max_results", search.MaxResults);
        json.Text("page_token", search.PageToken);
    }

    /// <summary>Which of the deleted and not deleted are meant.</summary>
    internal static string NameOf(LifecycleView view) => view switch
    {
        LifecycleView.Active => "ACTIVE_ONLY",
        LifecycleView.Deleted => "DELETED_ONLY",
        _ => "ALL",
    };

    /// <summary>A path with a query; values that are null are left out.</summary>
    internal static string Query(string path, params IEnumerable<(string Name, string? Value)> values)
    {
        var query = string.Join('&', values.Where(value => value.Value is not null).Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>A search as a query.</summary>
    internal static string Query(string path, SearchRequest search) => Query(
        path,
        [
            ("filter", search.Filter is { Length: > 0 } filter ? filter : null),
            ("max_results", $"{search.MaxResults}"),
            ("page_token", search.PageToken),
            .. search.OrderBy.Select(key => ("order_by", (string?)key)),
        ]);
}
