using System.Globalization;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Server;

/// <summary>A row as somebody filled it in: a text a column, null where the value is missing; and the table of it, unless a text cannot be read.</summary>
sealed class WhatIfRow
{
    static readonly string[] MomentFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    /// <summary>The longest piece of a value that a message repeats.</summary>
    const int LongestQuote = 40;

    readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);

    WhatIfRow(Schema input, IReadOnlyDictionary<string, string?> texts)
    {
        Texts = texts;
        var columns = input.Fields.Select(Read).ToArray();
        Table = _problems.Count == 0 ? Table.Create([.. columns.OfType<Column>()]) : null;
    }

    /// <summary>What stands in each column; null where the value is missing.</summary>
    internal IReadOnlyDictionary<string, string?> Texts { get; }

    /// <summary>The row; null where a column cannot be read.</summary>
    internal Table? Table { get; }

    /// <summary>What is wrong with columns, by their names: what was found, what was expected.</summary>
    internal IReadOnlyDictionary<string, string> Problems => _problems;

    /// <summary>Reads texts as forms have them; an empty one is a missing value.</summary>
    /// <param name="input">The columns.</param>
    /// <param name="texts">A text for each of them.</param>
    internal static WhatIfRow Of(Schema input, IReadOnlyDictionary<string, string?> texts) =>
        new(input, input.Fields.ToDictionary(field => field.Name, field => texts[field.Name] is { Length: > 0 } text ? text : null, StringComparer.Ordinal));

    /// <summary>Reads an object with a value for each column: a number, text, true, false, or null where it is missing. A number may be a text, as forms send it.</summary>
    /// <exception cref="RequestFailure">It is no such object, or its names are not those of the columns.</exception>
    internal static WhatIfRow Of(Schema input, ReadOnlyMemory<byte> utf8)
    {
        using var document = Parse(utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Refused($"it is {Words(document.RootElement)}, expected an object with a value for each column, such as {{\"amount\": 20, \"colour\": null}}");
        }

        var names = input.Fields.Select(field => field.Name).ToArray();
        var (texts, nested) = Values(document.RootElement);
        if (texts.Keys.Except(names).FirstOrDefault() is { } unknown)
        {
            throw Refused($"the model has no column '{Quote(unknown)}'{NearestName.Suggestion(unknown, names.Except(texts.Keys))}");
        }

        var missing = names.Except(texts.Keys).ToArray();
        if (missing.Length > 0)
        {
            throw Refused(
                $"it has no {(missing.Length == 1 ? "column" : "columns")} {string.Join(", ", missing.Take(10).Select(name => $"'{name}'"))}{(missing.Length > 10 ? $" and {missing.Length - 10} more" : "")}; " +
                "send null where a value is not known");
        }

        var row = Of(input, texts);
        foreach (var (name, problem) in nested)
        {
            row._problems[name] = problem;
        }

        return row;
    }

    /// <summary>All problems in one text; each names its column, what was found and what was expected.</summary>
    internal string Told() => string.Join("; ", _problems.Select(pair => $"column '{pair.Key}': {pair.Value}"));

    static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw Refused($"it is no JSON that can be read: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The values as texts, and what is wrong with those that are no single value.</summary>
    static (Dictionary<string, string?> Texts, Dictionary<string, string> Nested) Values(JsonElement row)
    {
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        var nested = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var property in row.EnumerateObject())
            {
                var isNested = property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
                if (isNested)
                {
                    nested[property.Name] = $"found {Words(property.Value)}, expected one value";
                }

                texts[property.Name] = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString(),
                    JsonValueKind.Null => null,
                    _ => isNested ? null : property.Value.GetRawText(),
                };
            }
        }
        catch (InvalidOperationException)
        {
            // Names and texts are decoded when first asked for; one of them is half a character.
            throw Refused("it holds a text that is no valid Unicode");
        }

        return (texts, nested);
    }

    static RequestFailure Refused(string what) => new(Microsoft.AspNetCore.Http.StatusCodes.Status400BadRequest, $"The row cannot be answered: {what}.");

    Column? Read(Field field)
    {
        var text = Texts[field.Name];
        return field.Type switch
        {
            ColumnType.Float64 => Column.Of(field.Name, [Number(field, text)]),
            ColumnType.Int64 => Of(field, text, Whole, "a whole number such as 12"),
            ColumnType.Boolean => Of(field, text, Truth, "true or false"),
            ColumnType.DateTime => Of(field, text, Moment, "a moment such as 2026-01-31 or 2026-01-31T09:30"),
            ColumnType.String => TextColumn.FromValues(field.Name, [text]),
            ColumnType.Category => Column.Of(field.Name, [text]),
            _ => Refuse(field, "the model reads a vector of many numbers here, which only the library can give it"),
        };
    }

    Column? Refuse(Field field, string problem)
    {
        _problems[field.Name] = problem;
        return null;
    }

    double Number(Field field, string? text)
    {
        if (text is null)
        {
            return double.NaN;
        }

        if (!double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            Refuse(field, $"found '{Quote(text)}', expected a number such as 0.25");
        }

        return number;
    }

    Column<T> Of<T>(Field field, string? text, Func<string, T?> read, string expected)
        where T : unmanaged
    {
        var value = text is null ? null : read(text.Trim());
        if (text is not null && value is null)
        {
            Refuse(field, $"found '{Quote(text)}', expected {expected}");
        }

        return new Column<T>(field.Name, new[] { value ?? default }, Validity.FromRows(1, _ => value is not null));
    }

    static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue ? (long)number
        : null;

    static bool? Truth(string text) => bool.TryParse(text, out var truth) ? truth : null;

    static DateTime? Moment(string text) =>
        DateTime.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? DateTime.SpecifyKind(moment, DateTimeKind.Unspecified) : null;

    static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => Quote(value.GetRawText()),
    };

    internal static string Quote(string text) => text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}…";
}
