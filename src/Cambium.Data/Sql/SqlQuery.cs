using System.Data;
using System.Data.Common;

namespace Cambium.Data;

/// <summary>A query and its parameters, run on a connection of any provider.</summary>
/// <param name="connection">The connection; it is opened for the query where it is closed.</param>
/// <param name="query">The text.</param>
/// <param name="parameters">Values by the names that stand in the text, with or without their sign.</param>
sealed class SqlQuery(DbConnection connection, string query, IReadOnlyList<(string Name, object? Value)> parameters)
{
    /// <summary>All rows as one table.</summary>
    internal Table Read() => Run(reader =>
    {
        var columns = Columns(reader);
        while (reader.Read())
        {
            AddRow(reader, columns);
        }

        return Table.Create([.. columns.Select(column => column.Build())]);
    });

    /// <summary>The columns, told by the declarations and, where there are none, by the first row.</summary>
    internal Schema ReadSchema() => Run(reader =>
    {
        var columns = Columns(reader);
        var any = reader.Read();
        return new Schema(Enumerable.Range(0, columns.Length)
            .Select(i => SqlHint.Of(reader, i) is var hint && hint.Kind == SqlKind.None && any ? new Field(reader.GetName(i), SqlTypes.TypeOf(SqlHint.KindOf(reader.GetValue(i).GetType()))) : new Field(reader.GetName(i), SqlTypes.TypeOf(hint.Kind)))
            .ToEquatableArray());
    });

    /// <summary>The rows in blocks.</summary>
    internal IEnumerable<Table> Read(Schema schema, int blockRows)
    {
        var wasClosed = connection.State == ConnectionState.Closed;
        using var command = Open(wasClosed);
        try
        {
            using var reader = command.ExecuteReader();
            var columns = Columns(reader);
            while (reader.Read())
            {
                AddRow(reader, columns);
                if (columns[0].Rows == blockRows)
                {
                    yield return Build(columns, schema);
                    columns = Columns(reader);
                }
            }

            if (columns[0].Rows > 0)
            {
                yield return Build(columns, schema);
            }
        }
        finally
        {
            if (wasClosed)
            {
                connection.Close();
            }
        }
    }

    static Table Build(SqlColumn[] columns, Schema schema) => Table.Create([.. columns.Select((column, i) => column.Build(schema.Fields[i].Type))]);

    static void AddRow(DbDataReader reader, SqlColumn[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Add(reader.GetValue(i));
        }
    }

    static SqlColumn[] Columns(DbDataReader reader)
    {
        if (reader.FieldCount == 0)
        {
            throw new TableException("The query gives no columns, but a table needs one. Write a SELECT.");
        }

        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var twice = names.GroupBy(name => name).FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw new TableException($"The query gives two columns named '{twice.Key}'; names must be unique within a table. Rename one with AS.") { Column = twice.Key };
        }

        var blank = Array.FindIndex(names, string.IsNullOrEmpty);
        return blank < 0
            ? [.. names.Select((name, i) => new SqlColumn(name, SqlHint.Of(reader, i)))]
            : throw new TableException($"Column {blank + 1} of the query has no name. Give it one with AS.");
    }

    T Run<T>(Func<DbDataReader, T> read)
    {
        var wasClosed = connection.State == ConnectionState.Closed;
        using var command = Open(wasClosed);
        try
        {
            using var reader = command.ExecuteReader();
            return read(reader);
        }
        finally
        {
            if (wasClosed)
            {
                connection.Close();
            }
        }
    }

    DbCommand Open(bool isClosed)
    {
        if (isClosed)
        {
            connection.Open();
        }

        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The caller's own query; values come in as parameters.
        command.CommandText = query;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
