using Dapper;

namespace Cambium.Tracking;

sealed partial class SqliteDatabase
{
    /// <summary>Pages that are free are filled again, so the file is only rewritten when they are a good part of it.</summary>
    const double ShareWorthShrinking = 0.1;

    /// <summary>
    /// Gives free pages back to the disk by VACUUM, which rewrites the file: incremental vacuum would have to be chosen when a file is made, and scatters
    /// tables over it. Others read meanwhile, and their writes wait. Nothing is done where little is free, and where the file is in use for too long or the
    /// disk lacks the room for the copy, it stays as it is.
    /// </summary>
    /// <returns>Bytes given back.</returns>
    internal long Shrink()
    {
        using var session = Connect(_path, _waitSeconds);
        var connection = session.Connection;
        var pages = connection.ExecuteScalar<long>("PRAGMA page_count");
        if (connection.ExecuteScalar<long>("PRAGMA freelist_count") < pages * ShareWorthShrinking)
        {
            return 0;
        }

        try
        {
            connection.Execute("VACUUM");
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (Microsoft.Data.Sqlite.SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_FULL)
        {
            return 0;
        }

        return (pages - connection.ExecuteScalar<long>("PRAGMA page_count")) * connection.ExecuteScalar<long>("PRAGMA page_size");
    }
}
