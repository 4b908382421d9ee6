using System.Text;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>MLflow's page tokens: base64 of {"offset": N}, where N is how many items came before.</summary>
static class PageToken
{
    /// <summary>The token of what follows so many items.</summary>
    internal static string Encode(long offset) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"offset\": {offset}}}"));

    /// <summary>How many items came before; 0 where there is no token.</summary>
    /// <exception cref="TrackingException">It is not a token.</exception>
    internal static long Decode(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        using var json = Parse(token);
        if (Property(json, "offset") is { } offset && OffsetOf(offset) is > 0 and var number)
        {
            return number;
        }

        throw new TrackingException($"Invalid page token, parsed value={json.RootElement.GetRawText()}");
    }

    /// <summary>The JSON in a token.</summary>
    /// <exception cref="TrackingException">It is not a token.</exception>
    internal static JsonDocument Parse(string token)
    {
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length))
        {
            throw new TrackingException("Invalid page token, could not base64-decode");
        }

        try
        {
            return JsonDocument.Parse(bytes.AsMemory(0, length));
        }
        catch (JsonException e)
        {
            throw new TrackingException($"Invalid page token, decoded value={Encoding.UTF8.GetString(bytes, 0, length)}", e);
        }
    }

    /// <summary>What a token says, or null.</summary>
    internal static JsonElement? Property(JsonDocument token, string name)
    {
        try
        {
            return token.RootElement.ValueKind == JsonValueKind.Object && token.RootElement.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null; // another property's name holds half a character
        }
    }

    static long OffsetOf(JsonElement offset) => offset.ValueKind switch
    {
        JsonValueKind.Number when offset.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(offset.GetRawText().AsSpan().Trim('"'), out var number) => number,
        _ => 0,
    };
}
