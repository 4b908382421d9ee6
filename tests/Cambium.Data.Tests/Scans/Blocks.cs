using System.Text;

namespace Cambium.Data.Tests;

/// <summary>Puts blocks together again, and makes texts that are never held whole.</summary>
static class Blocks
{
    /// <summary>All rows of a scan as one table.</summary>
    internal static Table Joined(TableScan scan)
    {
        var blocks = scan.ToArray();
        Assert.All(blocks, block => Assert.Equal(scan.Schema, block.Schema));
        return Table.Create([.. scan.Schema.Fields.Select((field, i) => Joined(field, [.. blocks.Select(block => block.Columns[i])]))]);
    }

    internal static TableScan Csv(string text, ScanOptions options) => Csv(Encoding.UTF8.GetBytes(text), options);

    internal static TableScan Csv(byte[] text, ScanOptions options) => CsvScan.Of(() => new MemoryStream(text), "x.csv", options);

    static Column Joined(Field field, Column[] parts) => field.Type switch
    {
        ColumnType.Float64 => Values<double>(field.Name, parts),
        ColumnType.Int64 => Values<long>(field.Name, parts),
        ColumnType.Boolean => Values<bool>(field.Name, parts),
        ColumnType.DateTime => Values<DateTime>(field.Name, parts),
        ColumnType.Category => new CategoryColumn(field.Name, parts.SelectMany(part => ((CategoryColumn)part).Codes.ToArray()).ToArray(), field.Levels),
        _ => TextColumn.FromValues(field.Name, [.. parts.SelectMany(part => Enumerable.Range(0, part.Length).Select(row => ((TextColumn)part)[row]))]),
    };

    static Column<T> Values<T>(string name, Column[] parts)
        where T : unmanaged
    {
        var valid = parts.SelectMany(part => Enumerable.Range(0, part.Length).Select(row => !part.IsMissing(row))).ToArray();
        return new Column<T>(name, parts.SelectMany(part => ((Column<T>)part).Values.ToArray()).ToArray(), Validity.FromRows(valid.Length, row => valid[row]));
    }
}
