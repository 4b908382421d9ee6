using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>A connection and the statements that were prepared on it. Used by one thread at a time.</summary>
sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    /// <summary>More than the program has; statements whose text depends on what was asked are not prepared.</summary>
    const int MostCommands = 256;

    /// <summary>How many steps SQLite makes before it asks whether to go on: some hundredths of a millisecond, but for LIKE over long texts.</summary>
    const int StepsBetweenLooks = 512;

    readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    internal SqliteConnection Connection { get; } = connection;

    /// <summary>When the statements that run now must end.</summary>
    internal ReadBounds Bounds { get; set; }

    /// <summary>Whether a transaction is open; SQLite ends one by itself after a full disk, an input or output error or a lack of memory.</summary>
    internal bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    /// <summary>From now on statements end when <see cref="Bounds"/> are over. SQLite asks on the thread that runs them, so that no other statement can be hit.</summary>
    internal void HeedBounds() =>
        SQLitePCL.raw.sqlite3_progress_handler(Connection.Handle, StepsBetweenLooks, _ => Bounds.IsOver ? 1 : 0, null);

    /// <summary>Runs a statement without parameters, one of the few that begin and end transactions.</summary>
    internal void Execute(string statement)
    {
        if (!_statements.TryGetValue(statement, out var prepared))
        {
            prepared = new SqliteStatement(Connection, statement);
            _statements[statement] = prepared;
        }

        prepared.Run();
    }

    /// <summary>The prepared command of a statement, with its parameters set.</summary>
    internal DbCommand Prepare(string statement, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(statement, out var command))
        {
            if (_commands.Count == MostCommands)
            {
                Forget();
            }

            command = Connection.CreateCommand();
            command.CommandText = statement;
            foreach (var (name, _) in parameters)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            _commands[statement] = command;
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }

    void Forget()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }
}
