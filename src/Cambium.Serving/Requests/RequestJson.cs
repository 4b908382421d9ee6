using System.Text.Json;
using System.Text.Unicode;

namespace Cambium.Serving;

/// <summary>Parses bodies and tells what a JSON value is.</summary>
static class RequestJson
{
    /// <summary>The longest piece of a request that a message repeats.</summary>
    const int LongestQuote = 40;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = RequestLimits.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Parses a body that must be an object.</summary>
    /// <exception cref="RequestException">It is no JSON, no object, too long or too deep.</exception>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        CheckLength(utf8.Length);
        JsonDocument document;
        try
        {
            CheckTexts(utf8.Span);
            document = JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException e)
        {
            throw new RequestException($"The request cannot be answered: the body is no JSON that can be read: {e.Message}", e);
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            var found = Describe(document.RootElement);
            document.Dispose();
            throw new RequestException($"The request cannot be answered: the body is {found}, expected an object.");
        }

        return document;
    }

    /// <summary>Refuses a body that is too long.</summary>
    /// <exception cref="RequestException">It is.</exception>
    internal static void CheckLength(int length)
    {
        if (length > RequestLimits.MaxBodyBytes)
        {
            throw new RequestException($"The request cannot be answered: the body has {length} bytes, at most {RequestLimits.MaxBodyBytes} are taken. Send fewer rows at a time.");
        }
    }

    /// <summary>What a value is, in words and with its beginning.</summary>
    internal static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text {Quote(value)}",
        JsonValueKind.Number => $"the number {Quote(value)}",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    /// <summary>A property's value, or null where there is none or it is null.</summary>
    internal static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Makes sure that every text can be read, so that no later step need ask.</summary>
    /// <exception cref="RequestException">A text is no valid Unicode.</exception>
    static void CheckTexts(ReadOnlySpan<byte> utf8)
    {
        var valid = Utf8.IsValid(utf8);
        if (valid && utf8.IndexOf("\\u"u8) >= 0)
        {
            // An escape may stand for half of a character.
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = RequestLimits.MaxDepth });
            while (valid && reader.Read())
            {
                valid = reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped || IsText(ref reader);
            }
        }

        if (!valid)
        {
            throw new RequestException("The request cannot be answered: the body holds a text that is no valid Unicode. Send UTF-8.");
        }
    }

    static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static string Quote(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}...";
    }
}
