namespace Cambium.Tracking;

/// <summary>Writes a metric's latest point. A batch may be of a thousand metrics, of which most have step and time in common.</summary>
sealed class LatestMetricStatement
{
    internal const string Text =
        """
        INSERT INTO latest_metrics (key, run, step, time, value, is_nan) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (key, run) DO UPDATE SET step = excluded.step, time = excluded.time, value = excluded.value, is_nan = excluded.is_nan
        WHERE (excluded.step, excluded.time, excluded.value) > (latest_metrics.step, latest_metrics.time, latest_metrics.value)
        """;

    readonly SqliteStatement _statement;
    (long Run, long Step, long Time, bool IsNan) _bound;

    internal LatestMetricStatement(SqliteStatement statement)
    {
        _statement = statement;
        BindAll(default);
    }

    /// <summary>Writes the point where it is later than the one that is there.</summary>
    internal void Run(long run, int key, HistoryPoint point)
    {
        var isNan = double.IsNaN(point.Value);
        if (_bound != (run, point.Step, point.Time, isNan))
        {
            BindAll((run, point.Step, point.Time, isNan));
        }

        _statement.Bind(1, (long)key);
        _statement.Bind(5, isNan ? 0.0 : point.Value);
        _statement.Run();
    }

    void BindAll((long Run, long Step, long Time, bool IsNan) values)
    {
        _statement.Bind(2, values.Run);
        _statement.Bind(3, values.Step);
        _statement.Bind(4, values.Time);
        _statement.Bind(6, values.IsNan ? 1L : 0L);
        _bound = values;
    }
}
