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
    internal override void Write(DbConnection connection, long run, byte[] points, IReadOnlyList<KeyedPoint> latest)
    {
        var commands = CommandsOf(connection);
        commands.AddBatch(run, points);
        foreach (var point in latest)
        {
            commands.SetLatest(run, point);
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

    /// <inheritdoc/>
    internal override Dictionary<int, MetricChunk> LastChunks(DbConnection connection, long run, IReadOnlyList<int> keys)
    {
        var commands = CommandsOf(connection);
        var chunks = new Dictionary<int, MetricChunk>();
        foreach (var key in keys)
        {
            if (commands.LastChunk(run, key) is { } chunk)
            {
                chunks[key] = chunk;
            }
        }

        return chunks;
    }

    /// <inheritdoc/>
    internal override void PutChunks(DbConnection connection, long run, IReadOnlyList<(int Key, MetricChunk Chunk)> chunks)
    {
        var commands = CommandsOf(connection);
        foreach (var (key, chunk) in chunks)
        {
            commands.PutChunk(run, key, chunk);
        }
    }

    SqliteMetricCommands CommandsOf(DbConnection connection) =>
        _commands.GetValue(connection, static connection => new SqliteMetricCommands((SqliteConnection)connection));
}
