using System.Data.Common;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>Writes any number of metrics in one exchange with the server.</summary>
sealed class PostgresMetricStatements : MetricStatements
{
    /// <inheritdoc/>
    internal override void Write(DbConnection connection, long run, byte[] points, SortedDictionary<int, HistoryPoint> latest)
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
            ("keys", latest.Keys.Select(key => (long)key).ToArray()),
            ("steps", latest.Values.Select(point => point.Step).ToArray()),
            ("times", latest.Values.Select(point => point.Time).ToArray()),
            ("values", latest.Values.Select(point => double.IsNaN(point.Value) ? 0.0 : point.Value).ToArray()),
            ("nans", latest.Values.Select(point => double.IsNaN(point.Value) ? 1L : 0L).ToArray())));
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
