using System.Data;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>The statements of a connection that write parameters and tags.</summary>
sealed class SqlitePairCommands
{
    readonly SqliteStatement _parameter;
    readonly SqliteStatement _tag;

    internal SqlitePairCommands(SqliteConnection connection)
    {
        _parameter = new SqliteStatement(connection, "INSERT INTO parameters (run, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (run, key) DO NOTHING");
        _tag = new SqliteStatement(
            connection,
            "INSERT INTO tags (run, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (run, key) DO UPDATE SET value = excluded.value");

        // A connection is closed for good once its last statement is gone.
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                _parameter.Dispose();
                _tag.Dispose();
            }
        };
    }

    /// <summary>Adds a parameter. False where its key is there.</summary>
    internal bool AddParameter(long run, string key, string value) => Run(_parameter, run, key, value) == 1;

    /// <summary>Sets a tag.</summary>
    internal void PutTag(long run, string key, string value) => Run(_tag, run, key, value);

    static int Run(SqliteStatement statement, long run, string key, string value)
    {
        statement.Bind(1, run);
        statement.Bind(2, key);
        statement.Bind(3, value);
        return statement.Run();
    }
}
