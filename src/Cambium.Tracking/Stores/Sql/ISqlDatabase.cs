using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>A database that the stores of <c>Stores/Sql</c> are kept in. Safe to use from several threads.</summary>
interface ISqlDatabase : IDisposable
{
    /// <summary>What this database writes otherwise than others.</summary>
    SqlDialect Dialect { get; }

    /// <summary>What calls bring along from where they are made; set once, before the first call.</summary>
    CallSurroundings Surroundings { get; set; }

    /// <summary>Runs queries that see one state of the store, for as long as <see cref="CallSurroundings.BoundsOfRead"/> lets them.</summary>
    /// <param name="query">The queries.</param>
    /// <param name="what">What is searched, as the beginning of a sentence; asked only where it took too long.</param>
    T Read<T>(Func<DbConnection, T> query, Func<string>? what = null);

    /// <summary>
    /// Runs statements, with the entry of <see cref="CallSurroundings.EntryOfWrite"/>, as one transaction, in turn with all others that are written so: durable when the call returns, nothing of it where
    /// <paramref name="statements"/> throws. It may be called again after a failure of another transaction, so it must change nothing but the database.
    /// </summary>
    T Write<T>(Func<DbConnection, T> statements);

    /// <summary>
    /// The same, but others may write meanwhile where the database lets them, and it may take place a second time where the connection is lost: for what is
    /// written often, locks by itself what it looks at (<see cref="SqlDialect.ToChange"/>), and is the same when it is written again.
    /// With an entry for the audit log it is a <see cref="Write"/>, since entries are chained.
    /// </summary>
    T WriteBeside<T>(Func<DbConnection, T> statements);

    /// <summary>
    /// A command for a statement that runs often, with its parameters: to be run at once, since the next call with the same connection and statement may
    /// answer the same command. Not to be disposed of.
    /// </summary>
    DbCommand Prepare(DbConnection connection, string statement, params ReadOnlySpan<(string Name, object? Value)> parameters);
}
