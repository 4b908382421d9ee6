using System.Globalization;
using System.Text;

namespace Cambium.Data;

/// <summary>Shows the first rows of a table as aligned text.</summary>
static class TableText
{
    const int MostRows = 10;
    const int MostWidth = 120;
    const int MostCell = 24;
    const string Gap = "  ";

    internal static string Of(Table table)
    {
        var rows = Math.Min(MostRows, table.RowCount);
        var shown = new List<(string[] Cells, int Width, bool IsRight)>();
        var width = 0;
        foreach (var column in table.Columns)
        {
            string[] cells = [Short(column.Name), column.Type.ToString(), .. Enumerable.Range(0, rows).Select(row => Cell(column, row))];
            var widest = cells.Max(cell => cell.Length);
            if (shown.Count > 0 && width + widest > MostWidth)
            {
                break;
            }

            width += widest + Gap.Length;
            shown.Add((cells, widest, column.Type is ColumnType.Int64 or ColumnType.Float64));
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Count(table.RowCount, "row")}, {Count(table.Columns.Count, "column")}\n");
        for (var line = 0; shown.Count > 0 && line < rows + 2; line++)
        {
            var cells = shown.Select(column => Padded(column.Cells[line], column.Width, column.IsRight));
            text.Append(string.Join(Gap, cells).TrimEnd()).Append('\n');
        }

        if (rows < table.RowCount)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {Count(table.RowCount - rows, "row")} more\n");
        }

        if (shown.Count < table.Columns.Count)
        {
            var others = table.Columns.Skip(shown.Count).Select(column => Short(column.Name)).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"and {Count(others.Length, "column")} more: {string.Join(", ", others)}\n");
        }

        return text.ToString();
    }

    static string Padded(string cell, int width, bool isRight) => isRight ? cell.PadLeft(width) : cell.PadRight(width);

    static string Cell(Column column, int row) => column.IsMissing(row) ? "-" : Short(column.Format(row));

    static string Short(string text)
    {
        var line = string.Concat(text.Take(MostCell + 1).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length <= MostCell ? line : string.Concat(line.AsSpan(0, MostCell - 1), "…");
    }

    static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
