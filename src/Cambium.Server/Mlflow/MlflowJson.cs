using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// What answers of several resources hold, in the JSON of MLflow's protocol: names in snake_case, 64-bit numbers as numbers, NaN and infinities as text,
/// members without a value and lists without an item left out.
/// </summary>
static class MlflowJson
{
    /// <summary>A text, left out where it is null.</summary>
    internal static void Text(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>A number.</summary>
    internal static void Real(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double value)
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
    internal static void List<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> writeMembers)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        for (var i = 0; i < items.Count; i++)
        {
            json.WriteStartObject();
            writeMembers(json, items[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A list of texts, left out where it is empty.</summary>
    internal static void Texts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    /// <summary>Keys and values, left out where there are none.</summary>
    internal static void Pairs(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        json.List(name, pairs, static (json, pair) =>
        {
            json.WriteString("key"u8, pair.Key);
            json.WriteString("value"u8, pair.Value);
        });

    /// <summary>Points of metrics, left out where there are none.</summary>
    internal static void Metrics(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<MetricValue> points) =>
        json.List(name, points, static (json, point) => json.Metric(point));

    /// <summary>The members of a point.</summary>
    internal static void Metric(this Utf8JsonWriter json, in MetricValue point)
    {
        json.WriteString("key"u8, point.Key);
        json.Real("value"u8, point.Value);
        json.WriteNumber("timestamp"u8, point.Time);
        json.WriteNumber("step"u8, point.Step);
    }

    /// <summary>Files and folders, left out where there are none.</summary>
    internal static void Files(this Utf8JsonWriter json, IReadOnlyList<StoredFile> files) => json.List("files"u8, files, static (json, file) =>
    {
        json.WriteString("path"u8, file.Path);
        json.WriteBoolean("is_dir"u8, file.IsFolder);

        // MLflow leaves out the size of an empty file, as of everything that is 0 there.
        if (!file.IsFolder && file.Size > 0)
        {
            json.WriteNumber("file_size"u8, file.Size);
        }
    });

    /// <summary>The token of the next page, left out where there is none.</summary>
    internal static void NextPage(this Utf8JsonWriter json, string? token) => json.Text("next_page_token"u8, token);
}
