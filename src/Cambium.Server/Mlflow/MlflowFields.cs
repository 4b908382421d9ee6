using System.Globalization;
using System.Text;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Fields of a request or of an object in it, read as MLflow's server reads them: numbers also as text, names of an enumeration also as numbers, null as
/// absent. Asked in the order that MLflow checks them in, so that the first refusal is the same.
/// </summary>
readonly struct MlflowFields
{
    const string Advice = "See the API docs for more information about request parameters.";

    /// <summary>A value that is longer is cut in a message.</summary>
    const int LongestShown = 250;

    readonly JsonElement _object;
    readonly string? _list;
    readonly int _index;
    readonly bool _isQuery;

    /// <summary>The members of an object.</summary>
    /// <param name="element">The object.</param>
    /// <param name="isQuery">Whether it was made from a query, which cannot tell a list of one from a text.</param>
    internal MlflowFields(JsonElement element, bool isQuery = false)
    {
        _object = element;
        _isQuery = isQuery;
    }

    MlflowFields(JsonElement element, string list, int index)
    {
        _object = element;
        _list = list;
        _index = index;
    }

    /// <summary>How many fields were sent.</summary>
    internal int Count => _object.ValueKind == JsonValueKind.Object ? _object.GetPropertyCount() : 0;

    /// <summary>Whether a field was sent with another value than null.</summary>
    internal bool Has(ReadOnlySpan<byte> name) => TryGet(name, out _);

    /// <summary>A text that must be there and not be empty.</summary>
    /// <exception cref="TrackingException">It is not.</exception>
    internal string Text(ReadOnlySpan<byte> name) => OptionalText(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>A text; null where it was not sent.</summary>
    /// <exception cref="TrackingException">It is something else.</exception>
    internal string? OptionalText(ReadOnlySpan<byte> name) =>
        !TryGet(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? Decoded(name, value)
        : throw Wrong(name, value);

    /// <summary>The id of a run, which old clients call run_uuid.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    internal string RunId() => OptionalText("run_id"u8) is { Length: > 0 } id ? id : OptionalText("run_uuid"u8) is { Length: > 0 } old ? old : throw Missing("run_id"u8);

    /// <summary>The id of an experiment: a number, or a text of one.</summary>
    /// <exception cref="TrackingException">There is none, or it cannot be the id of one.</exception>
    internal long ExperimentId(ReadOnlySpan<byte> name) => OptionalExperimentId(name) ?? throw Missing(name);

    /// <summary>The id of an experiment; null where it was not sent or is empty.</summary>
    /// <exception cref="TrackingException">It cannot be the id of one.</exception>
    internal long? OptionalExperimentId(ReadOnlySpan<byte> name) =>
        TryGet(name, out var value) && TextOrNumber(name, value) is { Length: > 0 } text ? ToExperimentId(text) : null;

    /// <summary>A whole number that must be there.</summary>
    /// <exception cref="TrackingException">It is not.</exception>
    internal long Whole(ReadOnlySpan<byte> name) => OptionalWhole(name) ?? throw Missing(name);

    /// <summary>A whole number; null where it was not sent.</summary>
    /// <exception cref="TrackingException">It is something else.</exception>
    internal long? OptionalWhole(ReadOnlySpan<byte> name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,

            // The bounds are powers of two, which a double holds exactly; beyond them the cast would wrap.
            JsonValueKind.Number when value.GetDouble() is var real && real == Math.Floor(real) && real is >= long.MinValue and < 9223372036854775808.0 => (long)real,
            JsonValueKind.String when long.TryParse(Decoded(name, value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) => parsed,
            JsonValueKind.String when value.ValueEquals(""u8) => null,
            _ => throw Wrong(name, value),
        };
    }

    /// <summary>A number that must be there; also as text, with NaN and the infinities.</summary>
    /// <exception cref="TrackingException">It is not.</exception>
    internal double Number(ReadOnlySpan<byte> name) => !TryGet(name, out var value) ? throw Missing(name) : value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when value.ValueEquals(""u8) => throw Missing(name),
        JsonValueKind.String when ToNumber(Decoded(name, value)) is { } number => number,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => throw Wrong(name, value),
    };

    /// <summary>A yes or no; no where it was not sent.</summary>
    /// <exception cref="TrackingException">It is something else.</exception>
    internal bool Flag(ReadOnlySpan<byte> name, bool absent = false) => !TryGet(name, out var value) ? absent : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(Decoded(name, value), out var parsed) => parsed,
        _ => throw Wrong(name, value),
    };

    /// <summary>A value of an enumeration, by name or number; null where it was not sent or is none, as MLflow reads it.</summary>
    /// <param name="name">The field.</param>
    /// <param name="names">The names of the values, by number.</param>
    internal int? Choice(ReadOnlySpan<byte> name, ReadOnlySpan<string> names)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        var text = TextOrNumber(name, value);
        var number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : names.IndexOf(text);
        return number >= 0 && number < names.Length && names[number].Length > 0 ? number : null;
    }

    /// <summary>Texts; none where they were not sent. A number stands for its text, since ids are often sent so.</summary>
    /// <exception cref="TrackingException">It is something else than a list of them.</exception>
    internal IReadOnlyList<string> Texts(ReadOnlySpan<byte> name)
    {
        if (!TryGet(name, out var list))
        {
            return [];
        }

        var texts = new List<string>();
        foreach (var item in Items(name, list))
        {
            texts.Add(TextOrNumber(name, item));
        }

        return texts;
    }

    /// <summary>A text or number, as text; null where it was not sent.</summary>
    /// <exception cref="TrackingException">It is something else.</exception>
    internal string? OptionalTextOrNumber(ReadOnlySpan<byte> name) => TryGet(name, out var value) ? TextOrNumber(name, value) : null;

    /// <summary>Ids of experiments; none where they were not sent.</summary>
    /// <exception cref="TrackingException">One cannot be the id of an experiment.</exception>
    internal IReadOnlyList<long> ExperimentIds(ReadOnlySpan<byte> name) => [.. Texts(name).Select(ToExperimentId)];

    /// <summary>An object in this one; without fields where it was not sent.</summary>
    /// <exception cref="TrackingException">It is something else.</exception>
    internal MlflowFields Object(ReadOnlySpan<byte> name) =>
        !TryGet(name, out var value) ? default
        : value.ValueKind == JsonValueKind.Object ? new MlflowFields(value)
        : throw Wrong(name, value);

    /// <summary>Objects; none where they were not sent.</summary>
    /// <exception cref="TrackingException">It is something else than a list of them.</exception>
    internal IReadOnlyList<MlflowFields> Objects(ReadOnlySpan<byte> name)
    {
        if (!TryGet(name, out var list))
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(name, list);
        }

        var objects = new List<MlflowFields>(list.GetArrayLength());
        var path = Encoding.UTF8.GetString(name);
        foreach (var item in list.EnumerateArray())
        {
            objects.Add(new MlflowFields(item, path, objects.Count));
        }

        return objects;
    }

    /// <summary>Keys and values; none where they were not sent. A value that is absent is empty.</summary>
    /// <exception cref="TrackingException">It is something else, or a key is missing.</exception>
    internal IReadOnlyList<KeyValuePair<string, string>> Pairs(ReadOnlySpan<byte> name)
    {
        return Pairs(Objects(name));
    }

    /// <summary>Keys and values of objects.</summary>
    /// <exception cref="TrackingException">One is something else, or a key is missing.</exception>
    internal static IReadOnlyList<KeyValuePair<string, string>> Pairs(IReadOnlyList<MlflowFields> objects)
    {
        var pairs = new KeyValuePair<string, string>[objects.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(objects[i].Text("key"u8), objects[i].OptionalText("value"u8) ?? "");
        }

        return pairs;
    }

    /// <summary>The members of an object whose names are keys; none where it was not sent.</summary>
    /// <exception cref="TrackingException">It or a value is something else.</exception>
    internal IReadOnlyList<KeyValuePair<string, string>> Map(ReadOnlySpan<byte> name)
    {
        if (!TryGet(name, out var map))
        {
            return [];
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, map);
        }

        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var member in map.EnumerateObject())
        {
            pairs.Add(new(NameOf(member), member.Value.ValueKind == JsonValueKind.String ? Decoded(name, member.Value) : throw Wrong(name, map)));
        }

        return pairs;
    }

    /// <summary>The JSON of these fields as they were sent.</summary>
    /// <exception cref="TrackingException">They are no object.</exception>
    internal string Json() => _object.ValueKind == JsonValueKind.Object ? _object.GetRawText() : throw new TrackingException($"Invalid value for an item of '{_list}' supplied: It must be an object.");

    /// <summary>A number that was sent as text; null where it is none.</summary>
    internal static double? ToNumber(string text) => text switch
    {
        "NaN" or "nan" => double.NaN,
        "Infinity" or "inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>The number of an experiment.</summary>
    /// <exception cref="TrackingException">No experiment can have this id.</exception>
    internal static long ToExperimentId(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"No Experiment with id={text} exists");

    /// <summary>The refusal of a request that lacks a field.</summary>
    internal TrackingException Missing(ReadOnlySpan<byte> name) => new($"Missing value for required parameter '{PathOf(name)}'. {Advice}");

    /// <summary>The refusal of a field that is of another type.</summary>
    internal TrackingException Wrong(ReadOnlySpan<byte> name) => TryGet(name, out var value) ? Wrong(name, value) : Missing(name);

    TrackingException Wrong(ReadOnlySpan<byte> name, JsonElement value) =>
        new($"Invalid value {Compact(value)} for parameter '{PathOf(name)}' supplied:  Hint: Value was of type '{TypeOf(value)}'. {Advice}");

    bool TryGet(ReadOnlySpan<byte> name, out JsonElement value)
    {
        value = default;
        try
        {
            return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
        }
        catch (InvalidOperationException e)
        {
            throw NoName(e);
        }
    }

    static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw NoName(e);
        }
    }

    /// <summary>The refusal of a name that holds half of a character of two units, escaped.</summary>
    static TrackingException NoName(InvalidOperationException cause) => new($"A name in the body is not valid Unicode text. {Advice}", cause);

    /// <summary>The items of a list; one that a query names once is a list of one.</summary>
    IEnumerable<JsonElement> Items(ReadOnlySpan<byte> name, JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Array => list.EnumerateArray(),
        JsonValueKind.String when _isQuery => [list],
        _ => throw Wrong(name, list),
    };

    string TextOrNumber(ReadOnlySpan<byte> name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Decoded(name, value),
        JsonValueKind.Number => value.GetRawText(),
        _ => throw Wrong(name, value),
    };

    /// <summary>A text, which PostgreSQL must be able to hold.</summary>
    string Decoded(ReadOnlySpan<byte> name, JsonElement value)
    {
        try
        {
            var text = value.GetString()!; // it is a string
            return text.Contains('\0', StringComparison.Ordinal) ? Limits.WithoutNul(text, PathOf(name)) : text;
        }
        catch (InvalidOperationException e)
        {
            // Half of a character of two units, escaped.
            throw new TrackingException($"Invalid value for parameter '{PathOf(name)}' supplied: It is not valid Unicode text. {Advice}", e);
        }
    }

    string PathOf(ReadOnlySpan<byte> name)
    {
        var field = Encoding.UTF8.GetString(name);
        return _list is null ? field : $"{_list}[{_index}].{field}";
    }

    /// <summary>JSON without blanks, cut where it is long.</summary>
    static string Compact(JsonElement value)
    {
        var raw = value.GetRawText();
        var text = new StringBuilder();
        var inText = false;
        for (var i = 0; i < raw.Length; i++)
        {
            if (text.Length >= LongestShown)
            {
                return text.Append("...").ToString();
            }

            inText ^= raw[i] == '"';
            if (inText || !char.IsWhiteSpace(raw[i]))
            {
                text.Append(raw[i]);
            }

            if (inText && raw[i] == '\\')
            {
                text.Append(raw[++i]);
            }
        }

        return text.ToString();
    }

    /// <summary>The name of a value's type in Python, which MLflow's messages give.</summary>
    static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "int" : "float",
        JsonValueKind.String => "str",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "NoneType",
    };
}
