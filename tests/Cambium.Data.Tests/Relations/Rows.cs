using System.Globalization;

namespace Cambium.Data.Tests;

/// <summary>Rows as plain values, for references that are obviously right.</summary>
static class Rows
{
    internal static object?[] Of(Table table, int row, params string[] columns) => [.. columns.Select(name => ReferenceInterpreter.Cell(table[name], row))];

    /// <summary>Equal for equal rows; −0 is 0.</summary>
    internal static string Key(Table table, int row, params string[] columns) => string.Join('\u0001', Of(table, row, columns).Select(Text));

    /// <summary>All rows of a table with the types of its columns, letter for letter.</summary>
    internal static string[] All(Table table) =>
        [.. Enumerable.Range(0, table.RowCount).Select(row => string.Join('|', table.Columns.Select(column => $"{column.Type}:{Text(ReferenceInterpreter.Cell(column, row))}")))];

    /// <summary>How two values order: missing last, texts by code points.</summary>
    internal static int Compare(object? x, object? y, bool descending)
    {
        if (x is null || y is null)
        {
            return (x is null).CompareTo(y is null);
        }

        var order = x is string a ? TextOrder.Compare(a, (string)y) : x is double number ? number.CompareTo((double)y) : ((IComparable)x).CompareTo(y);
        return descending ? -order : order;
    }

    internal static string Text(object? value) => value switch
    {
        null => "\u0002",
        double number => (number + 0.0).ToString("R", CultureInfo.InvariantCulture),
        DateTime moment => moment.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
