using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// Who did what, in the order in which it was done. Each entry's hash covers the one before, so that an entry that is edited, removed, moved or put in
/// between is found by <see cref="Verify"/>; a cut of the end, or a log written anew, is found with a head that was noted elsewhere.
/// </summary>
sealed class AuditLog(ISqlDatabase database, TimeProvider time)
{
    /// <summary>How many entries are read at a time.</summary>
    const int Batch = 5_000;

    /// <summary>Longest text of an entry; subjects and details come from requests.</summary>
    const int MostCharacters = 2_000;

    const string Columns =
        "number AS Number, time AS Time, actor AS Actor, action AS Action, subject AS Subject, outcome AS Outcome, details AS Details, hash AS Hash";

    /// <summary>Adds an entry in a transaction of its own: durable when it returns.</summary>
    internal AuditEntry Append(AuditDraft draft) => database.Write(connection => Append(connection, draft));

    /// <summary>Adds an entry in the transaction of the act that it speaks of: neither is without the other.</summary>
    internal AuditEntry Append(DbConnection connection, AuditDraft draft)
    {
        var last = Last(connection);
        var entry = new AuditEntry
        {
            Number = last.Number + 1,
            Time = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Actor = Storable(draft.Actor),
            Action = Storable(draft.Action),
            Subject = Storable(draft.Subject),
            Outcome = Storable(draft.Outcome),
            Details = Storable(draft.Details),
        };
        entry = entry with { Hash = AuditHash.Of(last.Hash, entry) };
        connection.Execute(
            """
            INSERT INTO audit_entries (number, time, actor, action, subject, outcome, details, hash)
            VALUES (@Number, @Time, @Actor, @Action, @Subject, @Outcome, @Details, @Hash)
            """,
            entry);
        return entry;
    }

    /// <summary>Entries, the newest first.</summary>
    /// <param name="before">Only entries of a lower number; null: from the end.</param>
    /// <param name="count">The most entries.</param>
    internal IReadOnlyList<AuditEntry> Read(long? before, int count) => Find(new AuditQuery { Before = before }, count);

    /// <summary>Entries that are looked for, the newest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="count">The most entries.</param>
    internal IReadOnlyList<AuditEntry> Find(AuditQuery query, int count)
    {
        List<string> conditions = ["number < @before", "time >= @from", "time < @until"];
        if (query.Who.Length > 0)
        {
            conditions.Add(database.Dialect.LikeInAnyCase("actor", "@who"));
        }

        if (query.What.Length > 0)
        {
            string[] columns = ["action", "subject", "outcome", "details"];
            conditions.Add($"({string.Join(" OR ", columns.Select(column => database.Dialect.LikeInAnyCase(column, "@what")))})");
        }

        return database.Read(
            connection => connection.Query<AuditEntry>(
                $"SELECT {Columns} FROM audit_entries WHERE {string.Join(" AND ", conditions)} ORDER BY number DESC LIMIT @count",
                new
                {
                    before = query.Before ?? long.MaxValue,
                    from = query.From ?? long.MinValue,
                    until = query.Until ?? long.MaxValue,
                    who = $"%{query.Who}%",
                    what = $"%{query.What}%",
                    count,
                }).ToList(),
            () => "The search of the audit log");
    }

    /// <summary>The last entry.</summary>
    internal AuditHead Head() => database.Read(Last);

    /// <summary>Checks every entry, and that the log still holds the one that was noted.</summary>
    internal AuditVerdict Verify(AuditHead? noted = null)
    {
        var head = AuditHead.Empty;
        while (NextAfter(head.Number) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                if (ProblemOf(head, entry) is { } problem)
                {
                    return new AuditVerdict(head, problem);
                }

                head = new AuditHead(entry.Number, entry.Hash);
                if (noted?.Number == head.Number && noted.Hash != head.Hash)
                {
                    return new AuditVerdict(head, Format($"Entry {head.Number} is not the one that was noted: the log was written anew, by somebody who knows how."));
                }
            }
        }

        return new AuditVerdict(head, noted?.Number > head.Number ? Format($"Entry {noted.Number} was noted, but the log ends at entry {head.Number}: its end was cut off.") : null);
    }

    /// <summary>Entries after a number; the first time also what stands wrongly before 1.</summary>
    List<AuditEntry> NextAfter(long number) => database.Read(connection =>
        connection.Query<AuditEntry>(
            $"SELECT {Columns} FROM audit_entries WHERE number > @number ORDER BY number LIMIT @Batch",
            new { number = number == 0 ? long.MinValue : number, Batch })
        .ToList());

    static string? ProblemOf(AuditHead before, AuditEntry entry)
    {
        if (entry.Number != before.Number + 1)
        {
            return entry.Number > before.Number
                ? Format($"Entry {before.Number + 1} is missing: after entry {before.Number} comes entry {entry.Number}.")
                : Format($"Entry {entry.Number} was put in: entries are numbered from 1.");
        }

        return AuditHash.Of(before.Hash, entry) == entry.Hash
            ? null
            : Format($"Entry {entry.Number} is not the one that was written: it was changed, moved or put in, or one before it was taken away.");
    }

    static AuditHead Last(DbConnection connection) =>
        connection.QuerySingleOrDefault<AuditEntry>($"SELECT {Columns} FROM audit_entries ORDER BY number DESC LIMIT 1") is { } entry
            ? new AuditHead(entry.Number, entry.Hash)
            : AuditHead.Empty;

    /// <summary>A text as every database gives it back: well-formed UTF-16, without NUL, and not endless.</summary>
    static string Storable(string text)
    {
        var cut = text.Length <= MostCharacters ? text : $"{text.AsSpan(0, MostCharacters - 1)}…";
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)).Replace('\0', '\uFFFD');
    }

    static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
