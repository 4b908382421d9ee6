using System.Text;

namespace Cambium.Server;

/// <summary>What the header Authorization says, as MLflow's clients send it: a name and password (Basic), or a token (Bearer).</summary>
/// <param name="Name">The name; null with a token.</param>
/// <param name="Secret">The password, or the token.</param>
sealed record Credentials(string? Name, string Secret)
{
    /// <summary>Reads the header; null where it is absent, of another kind, or malformed.</summary>
    internal static Credentials? Parse(string? header)
    {
        if (header is null)
        {
            return null;
        }

        var blank = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = blank < 0 ? header : header[..blank];
        var rest = blank < 0 ? "" : header[(blank + 1)..].Trim();
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return rest.Length == 0 ? null : new Credentials(null, rest);
        }

        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Basic(rest) : null;
    }

    /// <summary>RFC 7617: base64 of NAME:PASSWORD in UTF-8; only the password may hold a colon.</summary>
    static Credentials? Basic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new Credentials(text[..colon], text[(colon + 1)..]);
    }
}
