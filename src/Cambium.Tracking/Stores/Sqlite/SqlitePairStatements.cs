using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>Writes parameters and tags row by row, with statements that are kept per connection.</summary>
sealed class SqlitePairStatements : PairStatements
{
    readonly ConditionalWeakTable<DbConnection, SqlitePairCommands> _commands = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Key, string Old, string New)> AddParameters(
        DbConnection connection,
        long run,
        IReadOnlyCollection<KeyValuePair<string, string>> parameters)
    {
        var commands = CommandsOf(connection);
        var changed = new List<(string Key, string Old, string New)>();
        foreach (var (key, value) in parameters)
        {
            if (!commands.AddParameter(run, key, value)
                && connection.ExecuteScalar<string>("SELECT value FROM parameters WHERE run = @run AND key = @key", new { run, key }) is { } old && old != value)
            {
                changed.Add((key, old, value));
            }
        }

        return changed;
    }

    /// <inheritdoc/>
    internal override void PutTags(DbConnection connection, long run, IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        var commands = CommandsOf(connection);
        foreach (var (key, value) in tags)
        {
            commands.PutTag(run, key, value);
        }
    }

    SqlitePairCommands CommandsOf(DbConnection connection) =>
        _commands.GetValue(connection, static connection => new SqlitePairCommands((SqliteConnection)connection));
}
