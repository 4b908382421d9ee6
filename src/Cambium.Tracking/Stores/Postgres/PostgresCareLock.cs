using Npgsql;

namespace Cambium.Tracking;

/// <summary>A lock that a connection holds for as long as it is open, so that PostgreSQL frees it when the process dies.</summary>
sealed class PostgresCareLock : IDisposable
{
    /// <summary>"CMBM" as four letters, and 3, together with the schema: several stores may share a database.</summary>
    internal const string Key = "hashtextextended(current_schema(), 4849605272227807235)";

    readonly NpgsqlConnection _connection;

    PostgresCareLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Takes the lock; null where another connection has it.</summary>
    /// <param name="connection">An open one, which is closed with the lock.</param>
    internal static PostgresCareLock? TryTake(NpgsqlConnection connection)
    {
        var isTaken = false;
        try
        {
            using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Key})", connection);
            isTaken = (bool)command.ExecuteScalar()!; // a function of one row that is never NULL
            return isTaken ? new PostgresCareLock(connection) : null;
        }
        finally
        {
            if (!isTaken)
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>Frees the lock at once; a connection that only goes back to its pool would hold it until it is used again.</summary>
    public void Dispose()
    {
        using (_connection)
        {
            try
            {
                using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({Key})", _connection);
                command.ExecuteScalar();
            }
            catch (NpgsqlException)
            {
                // The connection was lost, and the lock with it.
            }
        }
    }
}
