using System.Text.Json;
using System.Text.Unicode;

namespace Cambium.Data;

/// <summary>Reads lines, one after another, and numbers their columns.</summary>
/// <param name="source">What to call the text in messages.</param>
/// <param name="mostColumns">Most columns.</param>
sealed class JsonLineParser(string source, int mostColumns)
{
    const int MostDepth = 64;
    const int MostDigits = 300;

    readonly JsonKey _root = new("", "");
    readonly Dictionary<string, JsonKey> _columns = [];
    byte[] _unescaped = new byte[256];
    long _line;

    /// <summary>The columns' names, by number.</summary>
    internal List<string> Names { get; } = [];

    /// <summary>Reads a line.</summary>
    /// <returns>Whether it held an object; false where it is blank.</returns>
    internal bool Read(ReadOnlySpan<byte> line, long number, IJsonValues values)
    {
        if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return false;
        }

        _line = number;
        if (!Utf8.IsValid(line))
        {
            throw Fault("a byte that is not valid UTF-8. Save the file as UTF-8 and read it again.");
        }

        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MostDepth });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Fault($"found {Describe(reader.TokenType)}, but every line must hold one object, such as {{\"a\": 1}}.");
            }

            ReadObject(ref reader, line, _root, values);
            reader.Read();
            return true;
        }
        catch (JsonException fault)
        {
            throw Fault(
                $"byte {(fault.BytePositionInLine ?? 0) + 1} of the line is where it stops being JSON of at most {MostDepth} levels. Every line must hold one whole object, such as {{\"a\": 1}}.",
                inner: fault);
        }
    }

    static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a truth",
    };

    void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, JsonKey around, IJsonValues values)
    {
        // Most lines have the keys of the line before, in their order.
        for (var expected = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; expected++)
        {
            var key = expected < around.Count && !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(around[expected].Utf8) ? around[expected] : KeyOf(ref reader, around);
            if (key.Line == _line)
            {
                throw Fault($"the key '{key.Path}' comes twice. Give every value a key of its own.", key.Path);
            }

            key.Line = _line;
            reader.Read();
            ReadValue(ref reader, line, key, values);
        }
    }

    void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, JsonKey key, IJsonValues values)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, line, key, values);
                break;
            case JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                values.Add(ColumnOf(key), JsonKind.AsWritten, line[start..(int)reader.BytesConsumed]);
                break;
            case JsonTokenType.Null:
                if (key.Count == 0)
                {
                    ColumnOf(key);
                }

                break;
            case JsonTokenType.String:
                values.Add(ColumnOf(key), JsonKind.Text, TextOf(ref reader, key));
                break;
            case JsonTokenType.Number:
                values.Add(ColumnOf(key), KindOf(reader.ValueSpan), reader.ValueSpan);
                break;
            default:
                values.Add(ColumnOf(key), JsonKind.Truth, reader.ValueSpan);
                break;
        }
    }

    static JsonKind KindOf(ReadOnlySpan<byte> number)
    {
        if (ValueText.TryInt64(number, isDeclared: false, out _))
        {
            return JsonKind.Whole;
        }

        // Only with an exponent or very many digits can a number be too great.
        return number.Length <= MostDigits && number.IndexOfAny("eE"u8) < 0 || ValueText.TryFloat64(number, isDeclared: false, out _) ? JsonKind.Number : JsonKind.AsWritten;
    }

    ReadOnlySpan<byte> TextOf(ref Utf8JsonReader reader, JsonKey key)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        if (_unescaped.Length < reader.ValueSpan.Length)
        {
            _unescaped = new byte[2 * reader.ValueSpan.Length];
        }

        try
        {
            return _unescaped.AsSpan(0, reader.CopyString(_unescaped));
        }
        catch (InvalidOperationException fault)
        {
            throw HalfCharacter(key.Path, fault);
        }
    }

    JsonKey KeyOf(ref Utf8JsonReader reader, JsonKey around)
    {
        string name;
        try
        {
            name = reader.GetString()!; // a key is never null
        }
        catch (InvalidOperationException fault)
        {
            throw HalfCharacter(around.Path, fault);
        }

        if (name.Length == 0)
        {
            throw Fault("a key is empty, but it names a column. Give every value a name.");
        }

        return around.Find(name) ?? around.Add(name);
    }

    int ColumnOf(JsonKey key)
    {
        if (key.Column >= 0)
        {
            return key.Column;
        }

        if (_columns.TryGetValue(key.Path, out _))
        {
            throw Fault($"two keys are both the column '{key.Path}': one with a point in its name, and one within another. Rename one.", key.Path);
        }

        if (_columns.Count == mostColumns)
        {
            throw Fault($"the key '{key.Path}' would be column {mostColumns + 1}, and at most {mostColumns} are read. Raise JsonLinesOptions.MaxColumns if the keys are columns indeed.", key.Path);
        }

        _columns.Add(key.Path, key);
        Names.Add(key.Path);
        return key.Column = Names.Count - 1;
    }

    TableException HalfCharacter(string column, InvalidOperationException fault) =>
        Fault(@"an escape \uD800 to \uDFFF that is half of a character. Write both halves, or the character itself.", column, fault);

    TableException Fault(string what, string? column = null, Exception? inner = null)
    {
        var message = $"{source}, line {_line}: {what}";
        return inner is null
            ? new TableException(message) { File = source, Line = _line, Column = column }
            : new TableException(message, inner) { File = source, Line = _line, Column = column };
    }
}
