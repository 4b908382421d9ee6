using System.Data.Common;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>Writes any number of metrics in one exchange with the server.</summary>
sealed class PostgresMetricStatements : MetricStatements
{
    /// <inheritdoc/>
    internal override void Write(DbConnection connection, long run, byte[] points, IReadOnlyList<KeyedPoint> latest)
    {
        using var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        batch.BatchCommands.Add(Command("INSERT INTO metric_batches (run, points) VALUES (@run, @points)", ("run", run), ("points", points)));
        batch.BatchCommands.Add(Command(
            """
            INSERT INTO latest_metrics (key, run, step, time, value, is_nan)
            SELECT key, @run, step, time, value, is_nan
            FROM unnest(@keys, @steps, @times, @values, @nans) AS latest (key, step, time, value, is_nan)
            ON CONFLICT (key, run) DO UPDATE SET step = excluded.step, time = excluded.time, value = excluded.value, is_nan = excluded.is_nan
            WHERE (excluded.step, excluded.time, excluded.value) > (latest_metrics.step, latest_metrics.time, latest_metrics.value)
            """,
            ("run", run),
            ("keys", latest.Select(point => (long)point.Key).ToArray()),
            ("steps", latest.Select(point => point.Point.Step).ToArray()),
            ("times", latest.Select(point => point.Point.Time).ToArray()),
            ("values", latest.Select(point => double.IsNaN(point.Point.Value) ? 0.0 : point.Point.Value).ToArray()),
            ("nans", latest.Select(point => double.IsNaN(point.Point.Value) ? 1L : 0L).ToArray())));
        batch.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    internal override Dictionary<string, int> KeyIds(DbConnection connection, SortedSet<string> names)
    {
        var ids = Known(connection, names);
        var missing = names.Where(name => !ids.ContainsKey(name)).ToArray();
        if (missing.Length == 0)
        {
            return ids;
        }

        // In the order of the names, so that no two transactions wait for each other. Those that another transaction adds meanwhile are waited for.
        using (var batch = new NpgsqlBatch((NpgsqlConnection)connection))
        {
            batch.BatchCommands.Add(Command("INSERT INTO metric_keys (name) SELECT unnest(@names) ON CONFLICT (name) DO NOTHING", ("names", missing)));
            batch.ExecuteNonQuery();
        }

        return Known(connection, names);
    }

    /// <inheritdoc/>
    internal override Dictionary<int, MetricChunk> LastChunks(DbConnection connection, long run, IReadOnlyList<int> keys)
    {
        using var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        batch.BatchCommands.Add(Command(
            """
            SELECT wanted.key, last.chunk, last.points FROM unnest(@keys) AS wanted (key)
            CROSS JOIN LATERAL (SELECT chunk, points FROM metric_chunks WHERE run = @run AND key = wanted.key ORDER BY chunk DESC LIMIT 1) AS last
            """,
            ("keys", keys.ToArray()),
            ("run", run)));
        using var reader = batch.ExecuteReader();
        var chunks = new Dictionary<int, MetricChunk>();
        while (reader.Read())
        {
            chunks[reader.GetInt32(0)] = new MetricChunk(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
        }

        return chunks;
    }

    /// <inheritdoc/>
    internal override void PutChunks(DbConnection connection, long run, IReadOnlyList<(int Key, MetricChunk Chunk)> chunks)
    {
        using var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        batch.BatchCommands.Add(Command(
            """
            INSERT INTO metric_chunks (run, key, chunk, points) SELECT @run, key, chunk, points FROM unnest(@keys, @numbers, @points) AS new (key, chunk, points)
            ON CONFLICT (run, key, chunk) DO UPDATE SET points = excluded.points
            """,
            ("run", run),
            ("keys", chunks.Select(chunk => chunk.Key).ToArray()),
            ("numbers", chunks.Select(chunk => chunk.Chunk.Number).ToArray()),
            ("points", chunks.Select(chunk => chunk.Chunk.Points).ToArray())));
        batch.ExecuteNonQuery();
    }

    static Dictionary<string, int> Known(DbConnection connection, SortedSet<string> names)
    {
        using var batch = new NpgsqlBatch((NpgsqlConnection)connection);
        batch.BatchCommands.Add(Command("SELECT name, id FROM metric_keys WHERE name = ANY(@names)", ("names", names.ToArray())));
        using var reader = batch.ExecuteReader();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            ids[reader.GetString(0)] = reader.GetInt32(1);
        }

        return ids;
    }

    static NpgsqlBatchCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value));
        }

        return command;
    }
}
