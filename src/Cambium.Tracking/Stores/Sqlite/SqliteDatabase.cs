using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>
/// The store's SQLite file: one connection that writes and one that reads, each used by one thread at a time, so that a long read never holds up
/// a run. In WAL mode a write that returned survives the death of the process at any later moment; synchronous = NORMAL means that a power cut may
/// take the last moments' writes, in order, but never damages the file.
/// </summary>
sealed class SqliteDatabase : ISqlDatabase
{
    /// <summary>Long enough for any write of another process, short enough that a hung one is noticed.</summary>
    const int LongestWaitSeconds = 20;

    readonly string _path;
    readonly int _waitSeconds;
    readonly Lock _writing = new();
    readonly Lock _reading = new();
    readonly SqliteConnection _writer;
    readonly SqliteConnection _reader;

    SqliteDatabase(string path, int waitSeconds, SqliteConnection writer, SqliteConnection reader)
    {
        _path = path;
        _waitSeconds = waitSeconds;
        _writer = writer;
        _reader = reader;
    }

    /// <summary>Opens a file, or makes one, and brings it to this program's version.</summary>
    /// <param name="path">The file.</param>
    /// <param name="waitSeconds">How long to wait for another process's write.</param>
    /// <exception cref="TrackingException">The file is damaged, not a store, or of a newer program.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    internal static SqliteDatabase Open(string path, int waitSeconds = LongestWaitSeconds)
    {
        SqliteConnection? writer = null;
        SqliteConnection? reader = null;
        try
        {
            writer = Connect(path, waitSeconds);
            Migrations.Apply(writer, path);
            reader = Connect(path, waitSeconds);
            return new SqliteDatabase(path, waitSeconds, writer, reader);
        }
        catch (Exception e)
        {
            reader?.Dispose();
            writer?.Dispose();
            if (e is SqliteException sqlite)
            {
                throw Translate(sqlite, path, waitSeconds);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqliteDialect.Instance;

    /// <inheritdoc/>
    public T Read<T>(Func<DbConnection, T> query)
    {
        lock (_reading)
        {
            return Transact(_reader, "BEGIN", query);
        }
    }

    /// <inheritdoc/>
    public T Write<T>(Func<DbConnection, T> statements)
    {
        lock (_writing)
        {
            return Transact(_writer, "BEGIN IMMEDIATE", statements);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            _writer.Dispose();
        }

        lock (_reading)
        {
            _reader.Dispose();
        }
    }

    T Transact<T>(SqliteConnection connection, string begin, Func<DbConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(connection.State != System.Data.ConnectionState.Open, typeof(Tracker));
        try
        {
            Execute(connection, begin);
            var done = false;
            try
            {
                var result = work(connection);
                Execute(connection, "COMMIT");
                done = true;
                return result;
            }
            finally
            {
                if (!done)
                {
                    RollBack(connection);
                }
            }
        }
        catch (SqliteException e)
        {
            throw Translate(e, _path, _waitSeconds);
        }
    }

    static SqliteConnection Connect(string path, int waitSeconds)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true, DefaultTimeout = waitSeconds };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {waitSeconds * 1000}");
            if (connection.ExecuteScalar<string>("PRAGMA journal_mode = WAL") is var mode && mode != "wal")
            {
                throw new TrackingException($"{path} is in journal mode {mode}, but the store needs WAL, which this file system does not offer. Use a folder on a local disk.");
            }

            Execute(connection, "PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>Ends a transaction that failed; SQLite has ended it already after a full disk, an input or output error or a lack of memory.</summary>
    static void RollBack(SqliteConnection connection)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Execute(connection, "ROLLBACK");
        }
    }

    static Exception Translate(SqliteException e, string path, int waitSeconds) => e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => new TrackingException($"{path} is not a store: it is no SQLite database. Open another folder, or move the file away to begin a new store.", e),
        SQLitePCL.raw.SQLITE_CORRUPT => new TrackingException($"{path} is damaged ({e.Message}). Restore it from a copy, or recover what is left with: sqlite3 '{path}' .recover", e),
        SQLitePCL.raw.SQLITE_BUSY => new TrackingException($"{path} was locked by another process for {waitSeconds} seconds. Find the process that hangs, end it, and try again.", e),
        _ => new IOException($"{path} cannot be used: {e.Message}", e),
    };
}
