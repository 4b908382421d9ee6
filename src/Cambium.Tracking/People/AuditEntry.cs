namespace Cambium.Tracking;

/// <summary>An entry of the audit log.</summary>
sealed record AuditEntry
{
    /// <summary>1 for the first, then each one more than the entry before.</summary>
    public long Number { get; init; }

    /// <summary>In milliseconds since 1970 UTC.</summary>
    public long Time { get; init; }

    public string Actor { get; init; } = "";

    public string Action { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string Details { get; init; } = "";

    /// <summary>SHA-256 over the hash of the entry before and all of the above, in hex.</summary>
    public string Hash { get; init; } = "";
}
