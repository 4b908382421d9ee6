using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>The statements of a connection that write metrics.</summary>
sealed class SqliteMetricCommands
{
    readonly SqliteCommand _batch;
    readonly LatestMetricStatement _latest;

    internal SqliteMetricCommands(SqliteConnection connection)
    {
        _batch = connection.CreateCommand();
        _batch.CommandText = "INSERT INTO metric_batches (run, points) VALUES (@run, @points)";
        _batch.Parameters.Add("@run", SqliteType.Integer);
        _batch.Parameters.Add("@points", SqliteType.Blob);
        _latest = new LatestMetricStatement(connection);
    }

    /// <summary>Adds a batch.</summary>
    internal void AddBatch(long run, byte[] points)
    {
        _batch.Parameters[0].Value = run;
        _batch.Parameters[1].Value = points;
        _batch.ExecuteNonQuery();
    }

    /// <summary>Writes a metric's point where it is later than the one that is there.</summary>
    internal void SetLatest(long run, int key, HistoryPoint point) => _latest.Run(run, key, point);
}
