using Cambium.Data;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>A profile as a table: one line a column, with a small histogram.</summary>
static class ProfileView
{
    const int NameWidth = 28;
    const int RoomForDistinct = 70;
    const int RoomForValues = 56;

    /// <summary>The table, with as many of its columns as the width holds.</summary>
    internal static Spectre.Console.Table Of(Cambium.Data.Profile profile, int width)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("column")).AddColumn(Plain.Left("type")).AddColumn(Plain.Right("missing"));
        if (width >= RoomForDistinct)
        {
            table.AddColumn(Plain.Right("distinct"));
        }

        table.AddColumn(Plain.Left("shape"));
        if (width >= RoomForValues)
        {
            table.AddColumn(Plain.Left(profile.Columns.Any(column => column.Quantiles.Count > 0) ? "values (numbers: least, median, most)" : "values"));
        }

        foreach (var column in profile.Columns)
        {
            List<string> cells = [Plain.Cut(column.Name, NameWidth), TypeName(column.Type), column.Missing == 0 ? "-" : Figure.Share((double)column.Missing / profile.Rows)];
            if (width >= RoomForDistinct)
            {
                cells.Add(Figure.Count(column.Distinct));
            }

            cells.Add(Shape(column));
            if (width >= RoomForValues)
            {
                cells.Add(Values(column, profile.Rows));
            }

            Plain.AddRow(table, cells);
        }

        return table;
    }

    /// <summary>The name of a type, as --type takes it.</summary>
    internal static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Float64 => "number",
        ColumnType.Int64 => "integer",
        ColumnType.Boolean => "bool",
        ColumnType.DateTime => "date",
        ColumnType.Category => "category",
        _ => "text",
    };

    static string Shape(ColumnProfile column) => Bar.Histogram(
        column.HistogramCounts.Count > 0 ? column.HistogramCounts
        : column.Type == ColumnType.String ? []
        : column.TopValues.Select(value => (long)value.Count));

    static string Values(ColumnProfile column, int rows)
    {
        if (column.Quantiles.Count == 5)
        {
            string[] figures = [.. new[] { 0, 2, 4 }.Select(i => column.Type == ColumnType.DateTime ? Day(column.Quantiles[i]) : Figure.Of(column.Quantiles[i]))];
            return string.Join(", ", figures);
        }

        // A text column's most frequent values say nothing where each comes once.
        var tops = column.TopValues.Where(value => value.Count > 1).Take(3).Select(value => $"{Plain.Cut(value.Value, 20)} {Figure.Share((double)value.Count / rows)}").ToArray();
        return string.Join(", ", tops) + (tops.Length > 0 && column.Distinct > tops.Length ? ", ..." : "");
    }

    static string Day(double days) => DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd");
}
