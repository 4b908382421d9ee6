using System.Globalization;

namespace Cambium.Tracking;

/// <summary>The last entry of the audit log, written down elsewhere so that a cut or a rewriting of the log is noticed.</summary>
/// <param name="Number">The entry's number; 0 for an empty log.</param>
/// <param name="Hash">The entry's hash.</param>
sealed record AuditHead(long Number, string Hash)
{
    /// <summary>That of an empty log.</summary>
    internal static readonly AuditHead Empty = new(0, AuditHash.Beginning);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="TrackingException">It is none.</exception>
    internal static AuditHead Parse(string text)
    {
        var parts = text.Trim().Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && IsHash(parts[1])
            ? new AuditHead(number, parts[1].ToLowerInvariant())
            : throw new TrackingException($"'{text}' is no head of an audit log. Give it as 'cambium audit verify' printed it: a number, a colon, 64 hex digits.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");

    static bool IsHash(string text) => text.Length == AuditHash.Beginning.Length && text.All(char.IsAsciiHexDigit);
}
