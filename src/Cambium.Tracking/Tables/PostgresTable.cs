using System.Data.Common;
using Cambium.Data;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>Tables in PostgreSQL.</summary>
public static class PostgresTable
{
    /// <summary>
    /// Writes the rows to a table of PostgreSQL by COPY in binary form, all or none; otherwise as <see cref="Table.WriteSql"/> does, and faster. A table that is there already and has columns of other
    /// types gets the rows through a temporary one, so that the database casts them as it does for an INSERT.
    /// </summary>
    /// <param name="table">The rows.</param>
    /// <param name="connection">The connection; opened for writing where it is closed.</param>
    /// <param name="name">The table's name; quoted, so that any name is only a name.</param>
    /// <param name="options">Schema, and what to do where the table is there. InsertRows has no meaning here.</param>
    /// <exception cref="TableException">The table has no columns, or one of sparse vectors.</exception>
    /// <exception cref="ArgumentException">A name is empty or holds a NUL character.</exception>
    /// <exception cref="DbException">The database refuses it, such as for a table that is there already.</exception>
    public static void Write(Table table, NpgsqlConnection connection, string name, SqlWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        var writer = new SqlWriter(connection, name, options);
        var copy = new PostgresCopy(connection, writer.Target);
        writer.Write(table, (rows, _) => copy.Write(rows));
    }
}
