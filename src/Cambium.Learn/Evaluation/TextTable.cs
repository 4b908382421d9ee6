using System.Globalization;
using System.Text;

namespace Cambium.Learn;

/// <summary>Sets rows of texts in columns of equal width: the first to the left, the others to the right.</summary>
static class TextTable
{
    internal static string Of(IEnumerable<string[]> rows)
    {
        var cells = rows.ToArray();
        if (cells.Length == 0)
        {
            return "";
        }

        var widths = Enumerable.Range(0, cells.Max(row => row.Length)).Select(column => cells.Max(row => column < row.Length ? row[column].Length : 0)).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
        {
            var line = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendLine(string.Join("  ", line).TrimEnd());
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>A figure with four decimals, or six significant digits where it is large.</summary>
    internal static string Number(double value) =>
        double.IsFinite(value) && Math.Abs(value) >= 10_000 ? value.ToString("G6", CultureInfo.InvariantCulture) : value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>An interval in brackets.</summary>
    internal static string Range(Interval interval) => $"[{Number(interval.Low)}, {Number(interval.High)}]";
}
