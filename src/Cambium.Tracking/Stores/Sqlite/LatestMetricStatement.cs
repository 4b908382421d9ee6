using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cambium.Tracking;

/// <summary>
/// Writes a metric's latest point. A batch may be of a thousand metrics, and a command of the data provider costs more than the statement itself, so that
/// this one is spoken to directly.
/// </summary>
sealed class LatestMetricStatement
{
    const string Text =
        """
        INSERT INTO latest_metrics (key, run, step, time, value, is_nan) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (key, run) DO UPDATE SET step = excluded.step, time = excluded.time, value = excluded.value, is_nan = excluded.is_nan
        WHERE (excluded.step, excluded.time, excluded.value) > (latest_metrics.step, latest_metrics.time, latest_metrics.value)
        """;

    readonly SqliteConnection _connection;
    readonly sqlite3_stmt _statement;

    internal LatestMetricStatement(SqliteConnection connection)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, Text, out _statement));

        // A connection is closed for good once its last statement is gone.
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                _statement.Dispose();
            }
        };
    }

    /// <summary>Writes the point where it is later than the one that is there.</summary>
    internal void Run(long run, int key, HistoryPoint point)
    {
        var isNan = double.IsNaN(point.Value);
        raw.sqlite3_bind_int64(_statement, 1, key);
        raw.sqlite3_bind_int64(_statement, 2, run);
        raw.sqlite3_bind_int64(_statement, 3, point.Step);
        raw.sqlite3_bind_int64(_statement, 4, point.Time);
        raw.sqlite3_bind_double(_statement, 5, isNan ? 0 : point.Value);
        raw.sqlite3_bind_int64(_statement, 6, isNan ? 1 : 0);
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }
    }

    void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_connection.Handle));
        }
    }
}
