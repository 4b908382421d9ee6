using System.Data;
using System.Data.Common;

namespace Cambium.Tracking;

/// <summary>The commands of a connection that write metrics.</summary>
sealed class SqliteMetricCommands
{
    readonly DbCommand _batch;
    readonly DbCommand _latest;

    internal SqliteMetricCommands(DbConnection connection)
    {
        _batch = Command(
            connection,
            "INSERT INTO metric_batches (run, points) VALUES (@run, @points)",
            ("@run", DbType.Int64),
            ("@points", DbType.Binary));
        _latest = Command(
            connection,
            """
            INSERT INTO latest_metrics (key, run, step, time, value, is_nan) VALUES (@key, @run, @step, @time, @value, @nan)
            ON CONFLICT (key, run) DO UPDATE SET step = excluded.step, time = excluded.time, value = excluded.value, is_nan = excluded.is_nan
            WHERE (excluded.step, excluded.time, excluded.value) > (latest_metrics.step, latest_metrics.time, latest_metrics.value)
            """,
            ("@key", DbType.Int32),
            ("@run", DbType.Int64),
            ("@step", DbType.Int64),
            ("@time", DbType.Int64),
            ("@value", DbType.Double),
            ("@nan", DbType.Int32));
    }

    /// <summary>Adds a batch.</summary>
    internal void AddBatch(long run, byte[] points) => Run(_batch, run, points);

    /// <summary>Writes a metric's point where it is later than the one that is there.</summary>
    internal void SetLatest(long run, int key, HistoryPoint point)
    {
        var isNan = double.IsNaN(point.Value);
        Run(_latest, key, run, point.Step, point.Time, isNan ? 0.0 : point.Value, isNan ? 1 : 0);
    }

    static void Run(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    static DbCommand Command(DbConnection connection, string text, params ReadOnlySpan<(string Name, DbType Type)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, type) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = type;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
