using System.Globalization;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>
/// Reads answers of MLflow's protocol: what is unset is left out or null, whole numbers may stand as text, NaN and the infinities do. What is of another kind than
/// the protocol says is a <see cref="JsonException"/>.
/// </summary>
static class AnswerJson
{
    static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>A text, or null.</summary>
    internal static string? Text(this JsonElement item, string name) => Find(item, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => throw Wrong(name),
    };

    /// <summary>A text that must be there.</summary>
    internal static string RequiredText(this JsonElement item, string name) => item.Text(name) ?? throw new JsonException($"'{name}' is not there.");

    /// <summary>A whole number, or null.</summary>
    internal static long? Whole(this JsonElement item, string name) => Find(item, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        { ValueKind: JsonValueKind.String } value when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(name),
    };

    /// <summary>A whole number that must be there.</summary>
    internal static long RequiredWhole(this JsonElement item, string name) => item.Whole(name) ?? throw new JsonException($"'{name}' is not there.");

    /// <summary>A number; one that is left out is 0.</summary>
    internal static double Real(this JsonElement item, string name) => Find(item, name) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { ValueKind: JsonValueKind.String } value => value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(name),
        },
        _ => throw Wrong(name),
    };

    /// <summary>Whether something is so; left out it is not.</summary>
    internal static bool Flag(this JsonElement item, string name) => Find(item, name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(name),
    };

    /// <summary>An object; empty where it is left out.</summary>
    internal static JsonElement Object(this JsonElement item, string name) => Find(item, name) switch
    {
        null => Nothing,
        { ValueKind: JsonValueKind.Object } value => value,
        _ => throw Wrong(name),
    };

    /// <summary>A list's objects; none where it is left out.</summary>
    internal static List<T> List<T>(this JsonElement item, string name, Func<JsonElement, T> read) =>
        Items(item, name, entry => entry.ValueKind == JsonValueKind.Object ? read(entry) : throw Wrong(name));

    /// <summary>A list's texts; none where it is left out.</summary>
    internal static List<string> Texts(this JsonElement item, string name) =>
        Items(item, name, entry => entry.ValueKind == JsonValueKind.String ? entry.GetString()! : throw Wrong(name)); // a string is not null

    /// <summary>Keys and values; none where they are left out.</summary>
    internal static List<KeyValuePair<string, string>> Pairs(this JsonElement item, string name) =>
        item.List(name, pair => KeyValuePair.Create(pair.RequiredText("key"), pair.Text("value") ?? ""));

    /// <summary>Points of metrics.</summary>
    internal static List<MetricValue> Points(this JsonElement item, string name) => item.List(name, PointOf);

    /// <summary>A point of a metric.</summary>
    internal static MetricValue PointOf(JsonElement point) =>
        new(point.RequiredText("key"), point.Real("value"), point.Whole("timestamp") ?? 0, point.Whole("step") ?? 0)
        {
            ModelId = point.Text("model_id"),
            DatasetName = point.Text("dataset_name"),
            DatasetDigest = point.Text("dataset_digest"),
        };

    /// <summary>A page of a list.</summary>
    internal static Page<T> PageOf<T>(this JsonElement answer, string name, Func<JsonElement, T> read) =>
        new(answer.List(name, read), answer.Text("next_page_token") is { Length: > 0 } token ? token : null);

    static List<T> Items<T>(JsonElement item, string name, Func<JsonElement, T> read)
    {
        if (Find(item, name) is not { } list)
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(read)] : throw Wrong(name);
    }

    static JsonElement? Find(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    static JsonException Wrong(string name) => new($"'{name}' is of another kind than the protocol says.");
}
