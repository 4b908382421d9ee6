using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>An entry of the audit log that is written in the transaction of the act that it speaks of: neither is without the other.</summary>
/// <param name="log">The log.</param>
/// <param name="draft">The entry for what a write answered; null where that is not yet the act.</param>
sealed class EntryWithWrite(AuditLog log, Func<object?, AuditDraft?> draft)
{
    /// <summary>Whether it was committed.</summary>
    internal bool IsWritten { get; private set; }

    /// <summary>The statements of a write, and with them the entry. They may run several times, of which one is committed.</summary>
    internal Func<DbConnection, (T Result, bool HasEntry)> With<T>(Func<DbConnection, T> statements) => connection =>
    {
        var result = statements(connection);
        var entry = draft(result);
        if (entry is not null)
        {
            log.Append(connection, entry);
        }

        return (result, entry is not null);
    };

    /// <summary>Notes that a write was committed.</summary>
    internal T Committed<T>((T Result, bool HasEntry) write)
    {
        IsWritten |= write.HasEntry;
        return write.Result;
    }
}
