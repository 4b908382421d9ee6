using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

sealed partial class SqliteDatabase
{
    /// <summary>Pages that are free are filled again, so the file is only made shorter when they are a good part of it.</summary>
    const double ShareWorthShrinking = 0.1;

    /// <summary>Pages that are given back at a time, 4 MiB: writers wait for hundredths of a second.</summary>
    const int PagesAtOnce = 1024;

    /// <summary>What "PRAGMA auto_vacuum" says where pages can be given back one by one, as in files that this program has made.</summary>
    const int Incremental = 2;

    /// <summary>
    /// Gives free pages back to the disk, a few at a time, so that others read and write meanwhile. Nothing is done where little is free, or where the file is of
    /// an earlier program: that needs <see cref="Compact"/>. Where the file is in use for too long, the rest stays free in it.
    /// </summary>
    /// <param name="between">Is called when others may write.</param>
    /// <returns>Bytes given back, and bytes that only <see cref="Compact"/> would.</returns>
    internal (long Given, long Left) Shrink(Action? between = null)
    {
        using var session = Connect(_path, _waitSeconds);
        var (connection, size) = (session.Connection, session.Connection.ExecuteScalar<long>("PRAGMA page_size"));
        var (pages, free) = (connection.ExecuteScalar<long>("PRAGMA page_count"), connection.ExecuteScalar<long>("PRAGMA freelist_count"));
        if (free < pages * ShareWorthShrinking)
        {
            return (0, 0);
        }

        if (connection.ExecuteScalar<int>("PRAGMA auto_vacuum") != Incremental)
        {
            return (0, free * size);
        }

        try
        {
            for (var left = free; left > 0; left -= PagesAtOnce)
            {
                // Not as a command, which would take the first of its steps for the last.
                SqliteException.ThrowExceptionForRC(SQLitePCL.raw.sqlite3_exec(connection.Handle, $"PRAGMA incremental_vacuum({PagesAtOnce})"), connection.Handle);
                between?.Invoke();
            }

            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_FULL)
        {
            // What is free is filled again.
        }

        return (Math.Max(0, pages - connection.ExecuteScalar<long>("PRAGMA page_count")) * size, 0);
    }

    /// <summary>
    /// Writes the file anew without free pages, and so that <see cref="Shrink"/> can give back later ones. Writers wait for all of it, and give up after a while,
    /// so nobody else should use the store.
    /// </summary>
    /// <returns>Bytes given back.</returns>
    /// <exception cref="TrackingException">The file is in use, or the disk lacks the room for the copy.</exception>
    internal long Compact()
    {
        try
        {
            using var session = Connect(_path, _waitSeconds);
            var connection = session.Connection;
            var pages = connection.ExecuteScalar<long>("PRAGMA page_count");
            connection.Execute("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return (pages - connection.ExecuteScalar<long>("PRAGMA page_count")) * connection.ExecuteScalar<long>("PRAGMA page_size");
        }
        catch (SqliteException e)
        {
            throw Translate(e, _path, _waitSeconds);
        }
    }
}
