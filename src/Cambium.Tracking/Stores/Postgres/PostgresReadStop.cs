using Npgsql;

namespace Cambium.Tracking;

/// <summary>Ends the statement of a connection when a read's bounds are over, until it is disposed of.</summary>
sealed class PostgresReadStop : IDisposable
{
    readonly PostgresAddress _address;
    readonly int _process;
    readonly CancellationTokenSource _source;
    readonly CancellationTokenRegistration _registration;

    internal PostgresReadStop(PostgresAddress address, NpgsqlConnection connection, ReadBounds bounds)
    {
        _address = address;
        _process = connection.ProcessID;
        _source = CancellationTokenSource.CreateLinkedTokenSource(bounds.Aborted);
        _registration = _source.Token.Register(Stop);
        _source.CancelAfter(bounds.Left);
    }

    /// <summary>Waits for a stop that is on its way: it must not hit what the connection does next.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }

    /// <summary>Over a connection of its own, since those of the pool may all be busy with what is to be stopped.</summary>
    void Stop()
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(_address.Settings.ConnectionString) { Pooling = false };
            using var connection = new NpgsqlConnection(settings.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand($"SELECT pg_cancel_backend({_process})", connection);
            command.ExecuteScalar();
        }
        catch (NpgsqlException)
        {
            // No connection is to be had; the read ends with the driver's own limit.
        }
    }
}
