using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>
/// Writes metrics row by row, with commands that are kept per connection: the writing connection writes thousands of batches a second, and parsing a
/// statement takes longer than running it.
/// </summary>
sealed class SqliteMetricStatements : MetricStatements
{
    readonly ConditionalWeakTable<DbConnection, SqliteMetricCommands> _commands = [];

    /// <inheritdoc/>
    internal override void Write(DbConnection connection, long run, byte[] points, SortedDictionary<int, HistoryPoint> latest)
    {
        var commands = _commands.GetValue(connection, static connection => new SqliteMetricCommands((SqliteConnection)connection));
        commands.AddBatch(run, points);
        foreach (var (key, point) in latest)
        {
            commands.SetLatest(run, key, point);
        }
    }

    /// <inheritdoc/>
    internal override Dictionary<string, int> KeyIds(DbConnection connection, SortedSet<string> names)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            ids[name] = connection.QuerySingleOrDefault<int?>("SELECT id FROM metric_keys WHERE name = @name", new { name })
                ?? connection.QuerySingle<int>("INSERT INTO metric_keys (name) VALUES (@name) RETURNING id", new { name });
        }

        return ids;
    }
}
