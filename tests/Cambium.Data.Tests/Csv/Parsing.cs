using System.Text;

namespace Cambium.Data.Tests;

/// <summary>Reads CSV written in a test.</summary>
static class Parsing
{
    internal static Table Parse(string text, CsvOptions? options = null) =>
        Table.ParseCsv(Encoding.UTF8.GetBytes(text), options ?? new CsvOptions(), "t.csv");

    internal static Column ParseColumn(params string[] values) =>
        Parse($"c,other\n{string.Concat(values.Select(value => $"{value},1\n"))}")["c"];

    internal static Table Declared(string text, params Field[] types) => Parse(text, new CsvOptions { Types = types.ToEquatableArray() });

    internal static TableException Refused(string text, CsvOptions? options = null) =>
        Assert.Throws<TableException>(() => Parse(text, options));

    internal static IEnumerable<string?> Texts(Column column) =>
        Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.Format(row));
}
