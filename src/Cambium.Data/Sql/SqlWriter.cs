using System.Data;
using System.Data.Common;
using System.Text;

namespace Cambium.Data;

/// <summary>Writes tables to a database, many rows an INSERT. Names are quoted as the standard says; values are parameters.</summary>
sealed class SqlWriter(DbConnection connection, string name, SqlWriteOptions options)
{
    // SQLite takes 32,766, PostgreSQL 65,535.
    const int MostParameters = 30_000;

    readonly string _table = options.Schema is { } schema ? $"{Quoted(schema)}.{Quoted(name)}" : Quoted(name);

    /// <summary>The table's name as a statement has it.</summary>
    internal string Target => _table;

    internal void Write(Table table) => Write(table, Insert);

    /// <summary>Makes the table and has its rows written, in one transaction.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="insert">Writes the rows to the table that is there now.</param>
    internal void Write(Table table, Action<Table, DbTransaction?> insert)
    {
        if (table.Columns.Count is 0 or > MostParameters)
        {
            throw new TableException($"The table has {table.Columns.Count} columns, but a database table has 1 to {MostParameters}.");
        }

        var declarations = table.Columns.Select(column => $"{Quoted(column.Name)} {SqlTypes.Declaration(column)}").ToArray();
        var wasClosed = connection.State == ConnectionState.Closed;
        if (wasClosed)
        {
            connection.Open();
        }

        using var own = options.Transaction is null ? connection.BeginTransaction() : null;
        var transaction = own ?? options.Transaction;
        try
        {
            Prepare(declarations, transaction);
            insert(table, transaction);
            own?.Commit();
        }
        finally
        {
            own?.Dispose();
            if (wasClosed)
            {
                connection.Close();
            }
        }
    }

    /// <summary>A name in double quotes, so that whatever it holds is a name.</summary>
    internal static string Quoted(string name) =>
        name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal)
            ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : throw new ArgumentException("A name of a table or column must not be empty or hold a NUL character.", nameof(name));

    void Prepare(string[] declarations, DbTransaction? transaction)
    {
        if (options.Existing == SqlExisting.Replace)
        {
            Execute($"DROP TABLE IF EXISTS {_table}", transaction);
        }

        var unless = options.Existing == SqlExisting.Append ? "IF NOT EXISTS " : "";
        Execute($"CREATE TABLE {unless}{_table} ({string.Join(", ", declarations)})", transaction);
    }

    void Execute(string text, DbTransaction? transaction)
    {
        using var command = Command(text, transaction);
        command.ExecuteNonQuery();
    }

    DbCommand Command(string text, DbTransaction? transaction)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names are quoted; values come in as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = transaction;
        return command;
    }

    void Insert(Table table, DbTransaction? transaction)
    {
        var values = table.Columns.Select(ValuesOf).ToArray();
        var most = Math.Min(options.InsertRows, MostParameters / values.Length);
        for (var start = 0; start < table.RowCount;)
        {
            var rows = Math.Min(most, table.RowCount - start);
            using var command = InsertCommand(table, rows, transaction);
            do
            {
                for (var i = 0; i < command.Parameters.Count; i++)
                {
                    command.Parameters[i].Value = values[i % values.Length](start + (i / values.Length));
                }

                command.ExecuteNonQuery();
                start += rows;
            }
            while (table.RowCount - start >= rows);
        }
    }

    DbCommand InsertCommand(Table table, int rows, DbTransaction? transaction)
    {
        var text = new StringBuilder($"INSERT INTO {_table} ({string.Join(", ", table.Columns.Select(column => Quoted(column.Name)))}) VALUES ");
        var types = table.Columns.Select(TypeOf).ToArray();
        var command = Command("", transaction);
        for (var row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var i = 0; i < types.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{(row * types.Length) + i}";
                parameter.DbType = types[i];
                command.Parameters.Add(parameter);
                text.Append(i == 0 ? "" : ", ").Append(parameter.ParameterName);
            }

            text.Append(')');
        }

#pragma warning disable CA2100 // Names are quoted; values come in as parameters.
        command.CommandText = text.ToString();
#pragma warning restore CA2100
        return command;
    }

    /// <summary>A missing value must have a type too, or PostgreSQL takes it for a text.</summary>
    static DbType TypeOf(Column column) => column switch
    {
        Column<double> => DbType.Double,
        Column<long> => DbType.Int64,
        Column<bool> => DbType.Boolean,
        Column<DateTime> moments => SqlTypes.IsUtc(moments) ? DbType.DateTime : DbType.DateTime2,
        _ => DbType.String,
    };

    static Func<int, object> ValuesOf(Column column)
    {
        var isUtc = column is Column<DateTime> all && SqlTypes.IsUtc(all);
        return row => !column.Validity[row] ? DBNull.Value : column switch
        {
            Column<double> numbers => numbers.Values[row],
            Column<long> wholes => wholes.Values[row],
            Column<bool> truths => truths.Values[row],
            Column<DateTime> moments => isUtc ? moments.Values[row] : DateTime.SpecifyKind(moments.Values[row], DateTimeKind.Unspecified),
            _ => column.Format(row),
        };
    }
}
