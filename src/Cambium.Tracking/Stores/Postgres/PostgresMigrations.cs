using System.Globalization;
using Dapper;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>Brings a database's tables to this program's version: numbered SQL files, applied in order, each once, as one transaction and by one program at a time.</summary>
static class PostgresMigrations
{
    /// <summary>"CMBM" as four letters, and 1.</summary>
    const long MigrationLock = 0x434D424D_00000001;

    internal static readonly MigrationFiles Files = new("postgres/");

    /// <summary>Applies what a database lacks.</summary>
    /// <exception cref="TrackingException">It is of a newer program, or of another one.</exception>
    internal static void Apply(NpgsqlConnection connection, string place)
    {
        var names = Files.Names();
        if (VersionOf(connection, place, names.Count) == names.Count)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock(@MigrationLock)", new { MigrationLock });

        // Asked again under the lock: another program may have been faster.
        for (var next = VersionOf(connection, place, names.Count); next < names.Count; next++)
        {
            connection.Execute(Files.Text(names[next]));
        }

        connection.Execute("UPDATE cambium_store SET version = @version", new { version = names.Count });
        transaction.Commit();
    }

    static int VersionOf(NpgsqlConnection connection, string place, int latest)
    {
        // As one query: another program may be making the store.
        var tables = connection.Query<string>(
            """
            SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()
            AND tablename IN ('cambium_store', 'experiments', 'runs', 'metrics', 'tags', 'users', 'registered_models') ORDER BY 1
            """).AsList();
        if (!tables.Contains("cambium_store"))
        {
            return tables is []
                ? 0
                : throw new TrackingException(
                    TrackingErrorCode.DataLoss,
                    $"{place} is not a store: its table '{tables[0]}' is another program's. Give another database, or a schema of its own with ?schema=NAME.");
        }

        var version = connection.ExecuteScalar<int>("SELECT version FROM cambium_store");
        return version <= latest
            ? version
            : throw new TrackingException(
                TrackingErrorCode.DataLoss,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place} has version {version}, but this Cambium reads versions up to {latest}. It was written by a newer Cambium; update this one."));
    }
}
