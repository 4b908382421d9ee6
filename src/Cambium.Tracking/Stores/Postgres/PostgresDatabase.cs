using System.Data;
using System.Data.Common;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>
/// A PostgreSQL database, which several servers may share. A write is durable when it returned, as PostgreSQL itself promises
/// (<c>synchronous_commit</c>). What fails because of others, or because the connection was lost, is tried again for some time. Where the answer to
/// a COMMIT was lost, the server is asked whether the transaction took place, so that nothing is written twice.
/// </summary>
sealed class PostgresDatabase : ISqlDatabase
{
    /// <summary>"CMBM" as four letters, and 2: held by a transaction that writes in turn.</summary>
    const long WriteLock = 0x434D424D_00000002;

    /// <summary>The first statement of a transaction; it tells its number.</summary>
    const string BeginBeside = "SELECT txid_current()";

    /// <summary>Each later statement sees what was written before the lock was had.</summary>
    static readonly string BeginAlone = $"SELECT txid_current() FROM (SELECT pg_advisory_xact_lock({WriteLock})) AS held";

    readonly PostgresAddress _address;
    readonly NpgsqlDataSource _source;
    readonly int _waitSeconds;

    PostgresDatabase(PostgresAddress address, NpgsqlDataSource source, int waitSeconds)
    {
        _address = address;
        _source = source;
        _waitSeconds = waitSeconds;
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => PostgresDialect.Instance;

    /// <summary>Opens a database and brings its tables to this program's version.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="waitSeconds">How long to try again while the server does not answer: a restart takes seconds.</param>
    /// <exception cref="TrackingException">It cannot be reached or used, or is of a newer or another program.</exception>
    internal static PostgresDatabase Open(PostgresAddress address, int waitSeconds = 20)
    {
        var source = NpgsqlDataSource.Create(address.Settings);
        try
        {
            using var connection = source.OpenConnection();
            PostgresMigrations.Apply(connection, address.Place);
            return new PostgresDatabase(address, source, waitSeconds);
        }
        catch (Exception e)
        {
            source.Dispose();
            if (e is NpgsqlException refused)
            {
                throw PostgresFailure.Translate(refused, address);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<DbConnection, T> query)
    {
        var patience = new Patience(_waitSeconds);
        while (true)
        {
            try
            {
                using var connection = Connect();
                using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
                var result = query(connection);
                transaction.Commit();
                return result;
            }
            catch (NpgsqlException e) when (PostgresFailure.MayPass(e, patience.Tries) && patience.Wait())
            {
                // Tried again.
            }
            catch (NpgsqlException e)
            {
                throw PostgresFailure.Translate(e, _address);
            }
        }
    }

    /// <inheritdoc/>
    public T Write<T>(Func<DbConnection, T> statements) => Write(BeginAlone, statements);

    /// <inheritdoc/>
    public T WriteBeside<T>(Func<DbConnection, T> statements) => Write(BeginBeside, statements);

    /// <inheritdoc/>
    public DbCommand Prepare(DbConnection connection, string statement, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        // PostgreSQL's driver knows a statement again by its text, and prepares it when it comes often.
        var command = new NpgsqlCommand(statement, (NpgsqlConnection)connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
        }

        return command;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    T Write<T>(string begin, Func<DbConnection, T> statements)
    {
        var patience = new Patience(_waitSeconds);
        while (true)
        {
            long? committing = null;
            T? result = default;
            try
            {
                using var connection = Connect();
                using var transaction = connection.BeginTransaction();
                var number = NumberOf(connection, begin);
                result = statements(connection);
                committing = number;
                transaction.Commit();
                return result;
            }
            catch (NpgsqlException e) when (committing is { } number && !PostgresFailure.IsAnswer(e))
            {
                if (TookPlace(number, patience, e))
                {
                    return result!; // the statements gave it
                }
            }
            catch (NpgsqlException e) when (PostgresFailure.MayPass(e, patience.Tries) && patience.Wait())
            {
                // Rolled back, and tried again.
            }
            catch (NpgsqlException e)
            {
                throw PostgresFailure.Translate(e, _address);
            }
        }
    }

    /// <summary>Whether a transaction was committed whose answer was lost.</summary>
    /// <exception cref="TrackingException">The server does not answer, so that nobody knows.</exception>
    bool TookPlace(long number, Patience patience, NpgsqlException lost)
    {
        do
        {
            try
            {
                using var connection = Connect();
                using var command = new NpgsqlCommand("SELECT txid_status(@number)", connection) { Parameters = { new NpgsqlParameter("number", number) } };
                switch (command.ExecuteScalar())
                {
                    case "committed":
                        return true;
                    case "aborted":
                        return false;
                }
            }
            catch (NpgsqlException e) when (PostgresFailure.MayPass(e, patience.Tries))
            {
                // Asked again.
            }
        }
        while (patience.Wait());

        throw PostgresFailure.Unknown(_address, lost);
    }

    NpgsqlConnection Connect()
    {
        try
        {
            return _source.OpenConnection();
        }
        catch (ObjectDisposedException e)
        {
            throw new ObjectDisposedException("The tracker is closed.", e);
        }
    }

    static long NumberOf(NpgsqlConnection connection, string begin)
    {
        using var command = new NpgsqlCommand(begin, connection);
        return (long)command.ExecuteScalar()!; // a function gives one row
    }
}
