using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>A database that the stores of <c>Stores/Sql</c> are kept in. Safe to use from several threads.</summary>
interface ISqlDatabase : IDisposable
{
    /// <summary>What this database writes otherwise than others.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Runs queries that see one state of the store.</summary>
    T Read<T>(Func<DbConnection, T> query);

    /// <summary>
    /// Runs statements as one transaction: durable when the call returns, nothing of it where <paramref name="statements"/> throws. It may be called
    /// again after a conflict with another transaction, so it must change nothing but the database.
    /// </summary>
    T Write<T>(Func<DbConnection, T> statements);
}
