using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

sealed partial class SqliteDatabase
{
    /// <summary>Writes the database as of this moment into a new file, without free pages; others read and write meanwhile.</summary>
    /// <exception cref="TrackingException">The file is damaged, or the disk is full.</exception>
    internal void CopyTo(string path)
    {
        try
        {
            using (var session = Connect(_path, _waitSeconds))
            {
                session.Connection.Execute("VACUUM INTO @path", new { path });
            }

            // SQLite leaves it to the caller whether the copy is to outlive a power cut.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
        }
        catch (SqliteException e)
        {
            throw Translate(e, e.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL ? path : _path, _waitSeconds);
        }
    }

    /// <summary>Looks at every page and reference.</summary>
    /// <exception cref="TrackingException">Something is damaged.</exception>
    internal static void CheckIntegrity(DbConnection connection, string path)
    {
        var found = connection.Query<string>("PRAGMA integrity_check(5)").Where(line => line != "ok").ToList();
        var loose = connection.Query("PRAGMA foreign_key_check").Count();
        if (found.Count > 0 || loose > 0)
        {
            throw new TrackingException(
                TrackingErrorCode.DataLoss,
                $"{path} is damaged: {(found.Count > 0 ? string.Join("; ", found) : $"{loose} rows refer to rows that are not there")}. Use another backup, or recover what is left with sqlite3's .recover.");
        }
    }
}
