namespace Cambium.Tracking;

/// <summary>Which entries of the audit log are looked for; what is not said lets all pass.</summary>
sealed record AuditQuery
{
    /// <summary>Part of the actor's name, in any case.</summary>
    internal string Who { get; init; } = "";

    /// <summary>Part of the action, subject, outcome or details, in any case.</summary>
    internal string What { get; init; } = "";

    /// <summary>In milliseconds since 1970 UTC, inclusive.</summary>
    internal long? From { get; init; }

    /// <summary>In milliseconds since 1970 UTC, exclusive.</summary>
    internal long? Until { get; init; }

    /// <summary>Only entries of a lower number; null: from the end.</summary>
    internal long? Before { get; init; }
}
