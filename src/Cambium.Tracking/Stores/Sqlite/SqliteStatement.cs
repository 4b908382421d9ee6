using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cambium.Tracking;

/// <summary>
/// A prepared statement that is spoken to directly: a command of the data provider costs more than the small statements that run with every write. To be
/// disposed of before its connection.
/// </summary>
sealed class SqliteStatement : IDisposable
{
    readonly SqliteConnection _connection;
    readonly sqlite3_stmt _statement;

    internal SqliteStatement(SqliteConnection connection, string text)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, text, out _statement));
    }

    /// <summary>Sets a parameter, counted from 1; it keeps its value until it is set again.</summary>
    internal void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(_statement, parameter, value));

    /// <summary>Sets a parameter, counted from 1; it keeps its value until it is set again.</summary>
    internal void Bind(int parameter, double value) => Check(raw.sqlite3_bind_double(_statement, parameter, value));

    /// <summary>Sets a parameter, counted from 1; it keeps its value until it is set again.</summary>
    internal void Bind(int parameter, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, parameter, value));

    /// <summary>Sets a parameter, counted from 1; it keeps its value until it is set again.</summary>
    internal void Bind(int parameter, string value) => Check(raw.sqlite3_bind_text(_statement, parameter, value));

    /// <summary>Runs the statement to its end.</summary>
    /// <returns>How many rows it changed.</returns>
    internal int Run()
    {
        int result;
        do
        {
            result = raw.sqlite3_step(_statement);
        }
        while (result == raw.SQLITE_ROW);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        return raw.sqlite3_changes(_connection.Handle);
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(_connection.Handle));
        }
    }
}
