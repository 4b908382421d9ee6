using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>
/// The store's SQLite file: one connection that writes, for all threads in turn, and several that read, so that a long read never holds up a run. In WAL
/// mode a write that returned survives the death of the process at any later moment; synchronous = NORMAL means that a power cut may take the last
/// moments' writes, in order, but never damages the file.
/// </summary>
sealed partial class SqliteDatabase : ISqlDatabase
{
    /// <summary>Long enough for any write of another process, short enough that a hung one is noticed.</summary>
    const int LongestWaitSeconds = 20;

    /// <summary>How much of the file a connection keeps in memory: what a search of some ten thousand runs looks at.</summary>
    const int CacheKilobytes = 16 * 1024;

    /// <summary>
    /// 32 MB of pages of 4 KiB. What is written into the database and synchronised at a checkpoint, while writers wait, are mostly the same pages, however many
    /// writes there were; a store that was killed reads as much when it is opened, which takes some hundredths of a second.
    /// </summary>
    const int PagesBetweenCheckpoints = 8192;

    readonly string _path;
    readonly int _waitSeconds;
    readonly SqliteSession _writer;
    readonly WriteQueue _queue;
    readonly SqliteConnections _readers;
    readonly ConditionalWeakTable<DbConnection, SqliteSession> _sessions = [];
    int _isDisposed;

    SqliteDatabase(string path, int waitSeconds, SqliteSession writer)
    {
        _path = path;
        _waitSeconds = waitSeconds;
        _writer = writer;
        _sessions.Add(writer.Connection, writer);
        _queue = new WriteQueue(writer);
        _readers = new SqliteConnections(Environment.ProcessorCount + 2, OpenReader);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqliteDialect.Instance;

    /// <inheritdoc/>
    public CallSurroundings Surroundings { get; set; } = CallSurroundings.None;

    /// <summary>Opens a file, or makes one, and brings it to this program's version.</summary>
    /// <param name="path">The file.</param>
    /// <param name="waitSeconds">How long to wait for another process's write.</param>
    /// <exception cref="TrackingException">The file is damaged, not a store, or of a newer program.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    internal static SqliteDatabase Open(string path, int waitSeconds = LongestWaitSeconds)
    {
        SqliteSession? writer = null;
        try
        {
            writer = Connect(path, waitSeconds);
            Migrations.Apply(writer.Connection, path);
            return new SqliteDatabase(path, waitSeconds, writer);
        }
        catch (Exception e)
        {
            writer?.Dispose();
            if (e is SqliteException sqlite)
            {
                throw Translate(sqlite, path, waitSeconds);
            }

            throw;
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
            var session = _readers.Take(bounds);
            try
            {
                session.Execute("BEGIN");
                session.Bounds = bounds;
                try
                {
                    return query(session.Connection);
                }
                catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
                {
                    throw bounds.Stopped(what?.Invoke(), e);
                }
                finally
                {
                    session.Bounds = ReadBounds.None;
                    if (session.InTransaction)
                    {
                        session.Execute("COMMIT");
                    }
                }
            }
            finally
            {
                _readers.Return(session);
            }
        }
        catch (SqliteException e)
        {
            throw Translate(e, _path, _waitSeconds);
        }
        finally
        {
            bounds.End();
        }
    }

    /// <inheritdoc/>
    public T Write<T>(Func<DbConnection, T> statements)
    {
        try
        {
            // Looked for on the caller's thread; another may run the statements.
            return Surroundings.EntryOfWrite() is { } entry
                ? entry.Committed(_queue.Write(new QueuedWriteOf<(T, bool)>(entry.With(statements))))
                : _queue.Write(new QueuedWriteOf<T>(statements));
        }
        catch (SqliteException e)
        {
            throw Translate(e, _path, _waitSeconds);
        }
    }

    /// <inheritdoc/>
    public T WriteBeside<T>(Func<DbConnection, T> statements) => Write(statements);

    /// <inheritdoc/>
    public DbCommand Prepare(DbConnection connection, string statement, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        _sessions.TryGetValue(connection, out var session)
            ? session.Prepare(statement, parameters)
            : throw new InvalidOperationException("The connection is not one of this database's.");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            _queue.Close();
        }
        catch (SqliteException)
        {
            // Another process holds the file. Nothing of this call was to be written, and who queued before it was told.
        }
        finally
        {
            _readers.Dispose();
            _writer.Dispose();
        }
    }

    static SqliteSession Connect(string path, int waitSeconds)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true, DefaultTimeout = waitSeconds };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {waitSeconds * 1000}");
            if (new FileInfo(path).Length == 0)
            {
                // Heeded before anything else is in the file.
                connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
            }

            if (connection.ExecuteScalar<string>("PRAGMA journal_mode = WAL") is var mode && mode != "wal")
            {
                throw new TrackingException(
                    TrackingErrorCode.DataLoss,
                    $"{path} is in journal mode {mode}, but the store needs WAL, which this file system does not offer. Use a folder on a local disk.");
            }

            AddLike(connection, SqliteDialect.LikeFunction, ignoresCase: false);
            AddLike(connection, SqliteDialect.LikeInAnyCaseFunction, ignoresCase: true);
            connection.Execute($"PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{CacheKilobytes}; PRAGMA wal_autocheckpoint = {PagesBetweenCheckpoints}");
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void AddLike(SqliteConnection connection, string name, bool ignoresCase) => connection.CreateFunction(
        name,
        (string? text, string? pattern) => text is not null && pattern is not null && LikePattern.Matches(text, pattern, ignoresCase),
        isDeterministic: true);

    SqliteSession OpenReader()
    {
        var session = Connect(_path, _waitSeconds);
        session.HeedBounds();
        _sessions.Add(session.Connection, session);
        return session;
    }

    static Exception Translate(SqliteException e, string path, int waitSeconds) => e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => new TrackingException(
            TrackingErrorCode.DataLoss,
            $"{path} is not a store: it is no SQLite database. Open another folder, or move the file away to begin a new store.",
            e),
        SQLitePCL.raw.SQLITE_CORRUPT => new TrackingException(
            TrackingErrorCode.DataLoss,
            $"{path} is damaged ({e.Message}). Restore it from a copy, or recover what is left with: sqlite3 '{path}' .recover",
            e),
        SQLitePCL.raw.SQLITE_BUSY => new TrackingException(
            TrackingErrorCode.TemporarilyUnavailable,
            $"{path} was locked by another process for {waitSeconds} seconds. Find the process that hangs, end it, and try again.",
            e),
        SQLitePCL.raw.SQLITE_FULL => new TrackingException(
            TrackingErrorCode.InsufficientStorage,
            $"The disk of {path} is full; nothing was written. Make room and try again.",
            e),
        _ => new IOException($"{path} cannot be used: {e.Message}", e),
    };
}
