using System.Buffers;

namespace Cambium.Data;

/// <summary>Writes a table as CSV.</summary>
static class CsvWriter
{
    // A space at either end is kept by quotes for readers that trim.
    static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n;\t|");

    // Unquoted, these would read back as missing.
    static readonly string[] MissingTokens = ["", "NA", "N/A", "NaN", "null"];

    internal static void Write(Table table, TextWriter writer)
    {
        if (table.Columns.Count == 0)
        {
            throw new TableException("The table has no columns, which CSV cannot hold. Add a column before writing it.");
        }

        var sparse = table.Columns.OfType<SparseColumn>().Select(column => $"'{column.Name}'").ToArray();
        if (sparse.Length > 0)
        {
            throw new TableException(
                $"Column{(sparse.Length > 1 ? "s" : "")} {string.Join(", ", sparse)} hold{(sparse.Length > 1 ? "" : "s")} sparse vectors, which CSV cannot hold. "
                + "Drop them before writing, or write the column that they were made from.")
            {
                Column = table.Columns.OfType<SparseColumn>().First().Name,
            };
        }

        WriteRecord(writer, table.Columns, column => Text(column.Name));
        WriteRows(table, writer);
    }

    /// <summary>Writes the rows of a table whose columns have been written before.</summary>
    internal static void WriteRows(Table table, TextWriter writer)
    {
        for (var row = 0; row < table.RowCount; row++)
        {
            var at = row;
            WriteRecord(writer, table.Columns, column => Field(column, at));
        }
    }

    static void WriteRecord(TextWriter writer, IReadOnlyList<Column> columns, Func<Column, string> field)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            writer.Write(field(columns[i]));
        }

        writer.Write('\n');
    }

    static string Field(Column column, int row)
    {
        if (column.IsMissing(row))
        {
            return "";
        }

        var text = column.Format(row);
        return column switch
        {
            Column<double> numbers => double.IsInteger(numbers.Values[row]) && !text.Contains('E') ? text + ".0" : text,
            CategoryColumn or TextColumn => Quote(text, column, row),
            _ => text,
        };
    }

    static string Quote(string text, Column column, int row) =>
        text.Contains('\0')
            ? throw new TableException(
                $"Column '{column.Name}', row {row}: the text holds a NUL character, which CSV cannot hold. "
                + "Remove it before writing the table.")
            {
                Column = column.Name,
            }
            : Text(text);

    static string Text(string text) =>
        MissingTokens.Contains(text) || text.AsSpan().ContainsAny(NeedsQuotes) || text[0] == ' ' || text[^1] == ' ' || text[0] == '\uFEFF'
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}
