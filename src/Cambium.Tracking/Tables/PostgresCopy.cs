using Cambium.Data;
using Npgsql;
using NpgsqlTypes;

namespace Cambium.Tracking;

/// <summary>Writes rows to a table that is there, by COPY in binary form. Runs in the transaction that the connection has open.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="target">The table's name as a statement has it.</param>
sealed class PostgresCopy(NpgsqlConnection connection, string target)
{
    // pg_temp is the session's own, so that the name meets no other.
    const string Staging = "pg_temp.\"cambium copy\"";

    internal void Write(Table table)
    {
        var names = string.Join(", ", table.Columns.Select(column => SqlWriter.Quoted(column.Name)));
        if (TypesOf(names).SequenceEqual(table.Columns.Select(TypeName)))
        {
            Copy(table, target, names);
            return;
        }

        // COPY casts nothing: a whole number of 64 bits is no value of a column of 32.
        Execute($"CREATE TABLE {Staging} ({string.Join(", ", table.Columns.Select(column => $"{SqlWriter.Quoted(column.Name)} {TypeName(column)}"))})");
        Copy(table, Staging, names);
        Execute($"INSERT INTO {target} ({names}) SELECT {names} FROM {Staging}");
        Execute($"DROP TABLE {Staging}");
    }

    string[] TypesOf(string names)
    {
        using var command = Command($"SELECT {names} FROM {target} LIMIT 0");
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
    }

    void Execute(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }

    NpgsqlCommand Command(string text) =>
#pragma warning disable CA2100 // Names are quoted, and there are no values.
        new(text, connection);
#pragma warning restore CA2100

    void Copy(Table table, string into, string names)
    {
        using var import = connection.BeginBinaryImport($"COPY {into} ({names}) FROM STDIN (FORMAT BINARY)");
        var write = table.Columns.Select(column => WriterOf(import, column)).ToArray();
        for (var row = 0; row < table.RowCount; row++)
        {
            import.StartRow();
            for (var i = 0; i < write.Length; i++)
            {
                if (table.Columns[i].Validity[row])
                {
                    write[i](row);
                }
                else
                {
                    import.WriteNull();
                }
            }
        }

        import.Complete();
    }

    static Action<int> WriterOf(NpgsqlBinaryImporter import, Column column)
    {
        switch (column)
        {
            case Column<double> numbers:
                return row => import.Write(numbers.Values[row], NpgsqlDbType.Double);
            case Column<long> wholes:
                return row => import.Write(wholes.Values[row], NpgsqlDbType.Bigint);
            case Column<bool> truths:
                return row => import.Write(truths.Values[row], NpgsqlDbType.Boolean);
            case Column<DateTime> moments when SqlTypes.IsUtc(moments):
                return row => import.Write(moments.Values[row], NpgsqlDbType.TimestampTz);
            case Column<DateTime> moments:
                return row => import.Write(DateTime.SpecifyKind(moments.Values[row], DateTimeKind.Unspecified), NpgsqlDbType.Timestamp);
            default:
                return row => import.Write(column.Format(row), NpgsqlDbType.Text);
        }
    }

    /// <summary>What the database calls the type that a column is declared as.</summary>
    static string TypeName(Column column) => SqlTypes.Declaration(column) is var declared && declared == "timestamp" ? "timestamp without time zone" : declared;
}
