using System.Data;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>The statements of a connection that write metrics.</summary>
sealed class SqliteMetricCommands
{
    readonly SqliteStatement _batch;
    readonly LatestMetricStatement _latest;
    readonly SqliteCommand _lastChunk;
    readonly SqliteStatement _putChunk;

    internal SqliteMetricCommands(SqliteConnection connection)
    {
        _batch = new SqliteStatement(connection, "INSERT INTO metric_batches (run, points) VALUES (?1, ?2)");
        var latest = new SqliteStatement(connection, LatestMetricStatement.Text);
        _latest = new LatestMetricStatement(latest);
        _putChunk = new SqliteStatement(
            connection,
            """
            INSERT INTO metric_chunks (run, key, chunk, points) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (run, key, chunk) DO UPDATE SET points = excluded.points
            """);
        _lastChunk = connection.CreateCommand();
        _lastChunk.CommandText = "SELECT chunk, points FROM metric_chunks WHERE run = @run AND key = @key ORDER BY chunk DESC LIMIT 1";
        _lastChunk.Parameters.Add("@run", SqliteType.Integer);
        _lastChunk.Parameters.Add("@key", SqliteType.Integer);

        // A connection is closed for good once its last statement is gone.
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                _batch.Dispose();
                latest.Dispose();
                _putChunk.Dispose();
            }
        };
    }

    /// <summary>Adds a batch.</summary>
    internal void AddBatch(long run, byte[] points)
    {
        _batch.Bind(1, run);
        _batch.Bind(2, points);
        _batch.Run();
    }

    /// <summary>Writes a metric's point where it is later than the one that is there.</summary>
    internal void SetLatest(long run, KeyedPoint point) => _latest.Run(run, point.Key, point.Point);

    /// <summary>A metric's chunk of the greatest number; null where there is none.</summary>
    internal MetricChunk? LastChunk(long run, int key)
    {
        _lastChunk.Parameters[0].Value = run;
        _lastChunk.Parameters[1].Value = key;
        using var reader = _lastChunk.ExecuteReader();
        return reader.Read() ? new MetricChunk(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>Writes a chunk, or writes it anew.</summary>
    internal void PutChunk(long run, int key, MetricChunk chunk)
    {
        _putChunk.Bind(1, run);
        _putChunk.Bind(2, (long)key);
        _putChunk.Bind(3, chunk.Number);
        _putChunk.Bind(4, chunk.Points);
        _putChunk.Run();
    }
}
