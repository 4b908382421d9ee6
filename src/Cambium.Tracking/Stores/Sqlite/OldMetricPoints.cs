using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>Moves points of the first version's tables, a row a point, into blobs.</summary>
static class OldMetricPoints
{
    /// <summary>Points of a blob; as many as a client logs at once.</summary>
    const int PointsTogether = 1000;

    /// <summary>Moves all points and drops the tables that the second version has no use for.</summary>
    internal static void Move(SqliteConnection connection)
    {
        var together = new List<KeyedPoint>();
        var run = 0L;
        foreach (var (row, point) in Read(connection))
        {
            if (together.Count == PointsTogether || row != run)
            {
                Write(connection, run, together);
                run = row;
            }

            together.Add(point);
        }

        Write(connection, run, together);
        foreach (var table in new[] { "old_metric_points", "old_metrics", "old_tags", "old_parameters", "old_runs", "old_experiments" })
        {
            connection.Execute($"DROP TABLE {table}");
        }
    }

    static IEnumerable<(long Run, KeyedPoint Point)> Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT runs.row, keys.id, points.time, points.step, points.value, points.is_nan
            FROM old_metric_points AS points JOIN old_metrics AS metrics ON metrics.id = points.metric_id
                JOIN runs ON runs.id = metrics.run_id JOIN metric_keys AS keys ON keys.name = metrics.name
            ORDER BY runs.row, keys.id, points.step, points.time
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var value = reader.GetInt64(5) == 0 ? reader.GetDouble(4) : double.NaN;
            yield return (reader.GetInt64(0), new KeyedPoint(reader.GetInt32(1), new HistoryPoint(reader.GetInt64(2), reader.GetInt64(3), value)));
        }
    }

    static void Write(SqliteConnection connection, long run, List<KeyedPoint> together)
    {
        if (together.Count > 0)
        {
            connection.Execute(
                "INSERT INTO metric_batches (run, points) VALUES (@run, @points)",
                new { run, points = MetricBlob.EncodeBatch(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(together)) });
            together.Clear();
        }
    }
}
