using Microsoft.Data.Sqlite;

namespace Cambium.Tracking.Tests;

/// <summary>Looks into a SQLite file behind the store's back.</summary>
static class Sqlite
{
    internal static object? Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
