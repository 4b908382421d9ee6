namespace Cambium.Data;

/// <summary>Between the types of a database and those of a table.</summary>
static class SqlTypes
{
    internal static ColumnType TypeOf(SqlKind kind) => kind switch
    {
        SqlKind.Whole => ColumnType.Int64,
        SqlKind.Truth => ColumnType.Boolean,
        SqlKind.Moment => ColumnType.DateTime,
        SqlKind.Text => ColumnType.String,
        _ => ColumnType.Float64,
    };

    /// <summary>A column without a value.</summary>
    internal static Column Missing(string name, ColumnType type, int rows)
    {
        var none = Validity.FromRows(rows, _ => false);
        return type switch
        {
            ColumnType.Int64 => new Column<long>(name, new long[rows], none),
            ColumnType.Boolean => new Column<bool>(name, new bool[rows], none),
            ColumnType.DateTime => new Column<DateTime>(name, new DateTime[rows], none),
            ColumnType.String => TextColumn.FromValues(name, new string?[rows]),
            _ => Column.Of(name, Enumerable.Repeat(double.NaN, rows).ToArray()),
        };
    }

    /// <summary>What a column is declared as; names that SQLite, PostgreSQL and DuckDB share.</summary>
    internal static string Declaration(Column column) => column switch
    {
        Column<double> => "double precision",
        Column<long> => "bigint",
        Column<bool> => "boolean",
        Column<DateTime> moments => IsUtc(moments) ? "timestamp with time zone" : "timestamp",
        CategoryColumn or TextColumn => "text",
        _ => throw new TableException($"Column '{column.Name}' holds sparse vectors, which a database table cannot hold. Drop it before writing, or write the column that it was made from.")
        {
            Column = column.Name,
        },
    };

    /// <summary>Whether every moment is in UTC.</summary>
    internal static bool IsUtc(Column<DateTime> column)
    {
        var any = false;
        for (var row = 0; row < column.Length; row++)
        {
            if (column.Validity[row])
            {
                any = true;
                if (column.Values[row].Kind != DateTimeKind.Utc)
                {
                    return false;
                }
            }
        }

        return any;
    }
}
