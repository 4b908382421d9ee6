using System.Data;
using System.Data.Common;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>
/// A PostgreSQL database, which several servers may share. A write is durable when it returned, as PostgreSQL itself promises
/// (<c>synchronous_commit</c>). What fails because of others, or because the connection was lost, is tried again for some time. Where the answer to
/// a COMMIT was lost, that may be a second time: each <see cref="Write"/> leaves a token, by which the second try finds the first. A transaction's number
/// would not do: after a crash of the server it may be given again.
/// </summary>
sealed class PostgresDatabase : ISqlDatabase
{
    /// <summary>"CMBM" as four letters, and 2: held by a transaction that writes in turn.</summary>
    const long WriteLock = 0x434D424D_00000002;

    /// <summary>One in so many writes looks for tokens that nobody asks for any more.</summary>
    const int WritesBetweenCleanings = 1000;

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

    /// <inheritdoc/>
    public CallSurroundings Surroundings { get; set; } = CallSurroundings.None;

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

    /// <summary>Whether a database has the tables of a store, of whatever version.</summary>
    /// <exception cref="TrackingException">It cannot be reached or used.</exception>
    internal static bool HasStore(PostgresAddress address)
    {
        try
        {
            using var source = NpgsqlDataSource.Create(address.Settings);
            using var command = source.CreateCommand("SELECT to_regclass('cambium_store') IS NOT NULL");
            return (bool)command.ExecuteScalar()!; // one row that is never NULL
        }
        catch (NpgsqlException e)
        {
            throw PostgresFailure.Translate(e, address);
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<DbConnection, T> query, Func<string>? what = null)
    {
        var bounds = Surroundings.BoundsOfRead();
        if (bounds.IsSpent)
        {
            throw bounds.Stopped(what?.Invoke());
        }

        try
        {
            return ReadWithin(bounds, query, what);
        }
        finally
        {
            bounds.End();
        }
    }

    T ReadWithin<T>(ReadBounds bounds, Func<DbConnection, T> query, Func<string>? what)
    {
        var patience = new Patience(_waitSeconds);
        while (true)
        {
            if (bounds.IsOver)
            {
                throw bounds.NotBegun();
            }

            try
            {
                using var connection = Connect();
                using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
                using var stop = bounds.IsBounded ? new PostgresReadStop(_address, connection, bounds) : null;
                var result = query(connection);
                transaction.Commit();
                return result;
            }
            catch (NpgsqlException e) when (bounds.IsOver)
            {
                throw bounds.Stopped(what?.Invoke(), e);
            }
            catch (NpgsqlException e)
            {
                if (!PostgresFailure.MayPass(e, patience.Tries) || !patience.Wait())
                {
                    throw PostgresFailure.Translate(e, _address);
                }
            }
        }
    }

    /// <inheritdoc/>
    public T Write<T>(Func<DbConnection, T> statements) => Surroundings.EntryOfWrite() is { } entry
        ? entry.Committed(Commit(Guid.NewGuid(), entry.With(statements)))
        : Commit(Guid.NewGuid(), statements);

    /// <inheritdoc/>
    public T WriteBeside<T>(Func<DbConnection, T> statements) => Surroundings.EntryOfWrite() is null ? Commit(null, statements) : Write(statements);

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

    /// <summary>Takes the lock under which one program at a time removes or imports, to be disposed of; null where another has it.</summary>
    internal IDisposable? TryTakeCareLock()
    {
        try
        {
            return PostgresCareLock.TryTake(Connect());
        }
        catch (NpgsqlException e)
        {
            throw PostgresFailure.Translate(e, _address);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>Runs statements as one transaction.</summary>
    /// <param name="token">Tells this write from all others; null where it may as well take place twice.</param>
    /// <param name="statements">The statements.</param>
    T Commit<T>(Guid? token, Func<DbConnection, T> statements)
    {
        var patience = new Patience(_waitSeconds);
        var result = default(T);
        var mayHaveTakenPlace = false;
        while (true)
        {
            var isCommitting = false;
            try
            {
                using var connection = Connect();
                using var transaction = connection.BeginTransaction();
                if (token is { } name && !TakeTurn(connection, name))
                {
                    return result!; // an earlier try was committed, whose statements gave it
                }

                result = statements(connection);
                isCommitting = true;
                transaction.Commit();
                return result;
            }
            catch (NpgsqlException e)
            {
                mayHaveTakenPlace |= isCommitting && !PostgresFailure.IsAnswer(e);
                if (!PostgresFailure.MayPass(e, patience.Tries) || !patience.Wait())
                {
                    throw mayHaveTakenPlace ? PostgresFailure.Unknown(_address, e) : PostgresFailure.Translate(e, _address);
                }
            }
        }
    }

    /// <summary>
    /// Waits for the others that write in turn, an earlier try of this write among them, and leaves the token. False where it is there already. Each later
    /// statement sees what was written before.
    /// </summary>
    static bool TakeTurn(NpgsqlConnection connection, Guid token)
    {
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({WriteLock})"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO recent_writes (token) VALUES (@token) ON CONFLICT DO NOTHING") { Parameters = { new NpgsqlParameter("token", token) } });
        if (Random.Shared.Next(WritesBetweenCleanings) == 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM recent_writes WHERE time < now() - INTERVAL '1 hour'"));
        }

        batch.ExecuteNonQuery();
        return batch.BatchCommands[1].RecordsAffected == 1;
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
}
