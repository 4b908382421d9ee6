using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>
/// Brings a store's tables to this program's version: numbered SQL files, applied in order, each once. The version is the file's user_version; its
/// application_id tells a store from another program's database.
/// </summary>
static class Migrations
{
    /// <summary>"CMBM" as four letters.</summary>
    const int ApplicationId = 0x434D424D;

    static readonly MigrationFiles Files = new("sqlite/");

    /// <summary>The version that this program reads and writes.</summary>
    internal static int Latest => Files.Names().Count;

    /// <summary>Applies what a file lacks.</summary>
    /// <exception cref="TrackingException">The file is of a newer program, or of another one.</exception>
    internal static void Apply(SqliteConnection connection, string path)
    {
        var names = Files.Names();
        if (VersionInOneState(connection, path, names.Count) == names.Count)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);

        // Asked again under the lock: another process may have been faster.
        var version = VersionOf(connection, path, names.Count);
        for (var next = version; next < names.Count; next++)
        {
            connection.Execute(Files.Text(names[next]), transaction: transaction);
            if (names[next].StartsWith("sqlite/0002", StringComparison.Ordinal))
            {
                OldMetricPoints.Move(connection);
            }
        }

        connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {names.Count}", transaction: transaction);
        transaction.Commit();
    }

    /// <summary>The version as of one moment: between two reads of its own another process might make the store.</summary>
    static int VersionInOneState(SqliteConnection connection, string path, int latest)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        return VersionOf(connection, path, latest);
    }

    static int VersionOf(SqliteConnection connection, string path, int latest)
    {
        var application = connection.ExecuteScalar<int>("PRAGMA application_id");
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (application != ApplicationId && (application != 0 || version != 0 || connection.ExecuteScalar<int>("SELECT COUNT(*) FROM sqlite_schema") != 0))
        {
            throw new TrackingException(TrackingErrorCode.DataLoss, $"{path} is not a store: it is another program's SQLite database. Open another folder.");
        }

        return version <= latest
            ? version
            : throw new TrackingException(
                TrackingErrorCode.DataLoss,
                $"{path} has version {version}, but this Cambium reads versions up to {latest}. It was written by a newer Cambium; update this one.");
    }
}
