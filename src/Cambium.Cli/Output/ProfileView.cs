using System.Globalization;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>A profile as a table: one line a column, with a small histogram.</summary>
static class ProfileView
{
    const int RoomForDashes = 72;
    const int RoomForDistinct = 92;
    const int Blocks = 12;
    const int CellPadding = 2;
    const int LeastValuesWidth = 12;

    /// <summary>The table, with as many of its columns as the width holds.</summary>
    internal static Spectre.Console.Table Of(Cambium.Data.Profile profile, int width)
    {
        var nameWidth = Math.Clamp(width / 4, 12, 32);
        var columns = new List<(string Heading, bool IsFigure, string[] Cells)>
        {
            ("column", false, Cells(profile, column => Plain.Cut(column.Name, nameWidth))),
            ("type", false, Cells(profile, column => TypeName(column.Type))),
        };
        // Where room is short, a column of dashes is the first to go.
        if (width >= RoomForDashes || profile.Columns.Any(column => column.Missing > 0))
        {
            columns.Add(("missing", true, Cells(profile, column => column.Missing == 0 ? "-" : Figure.Share((double)column.Missing / profile.Rows))));
        }

        if (width >= RoomForDistinct)
        {
            columns.Add(("distinct", true, Cells(profile, column => Figure.Count(column.Distinct))));
        }

        columns.Add(("shape", false, Cells(profile, Shape)));
        var room = width - CellPadding - columns.Sum(column => CellPadding + column.Cells.Append(column.Heading).Max(cell => cell.Length)) - CellPadding;
        if (room >= LeastValuesWidth)
        {
            columns.Add(("values", false, Cells(profile, column => Plain.Cut(Values(column, profile.Rows), room))));
        }

        var table = Plain.Table();
        foreach (var (heading, isFigure, _) in columns)
        {
            table.AddColumn(isFigure ? Plain.Right(heading) : Plain.LeftUnbroken(heading));
        }

        for (var row = 0; row < profile.Columns.Count; row++)
        {
            Plain.AddRow(table, columns.Select(column => column.Cells[row]));
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
        ColumnType.Sparse => "sparse",
        _ => "text",
    };

    static string[] Cells(Cambium.Data.Profile profile, Func<ColumnProfile, string> cell) => [.. profile.Columns.Select(cell)];

    /// <summary>A block for each value where there are few, else for each stretch of a number's range.</summary>
    static string Shape(ColumnProfile column)
    {
        if (column.HistogramCounts.Count == 0)
        {
            return column.Type == ColumnType.String ? "" : Bar.Histogram(column.TopValues.Select(value => value.Count));
        }

        return column.TopValues.Count == column.Distinct && column.Type == ColumnType.Int64
            ? Bar.Histogram(column.TopValues.OrderBy(value => long.Parse(value.Value, CultureInfo.InvariantCulture)).Select(value => value.Count))
            : Bar.Histogram(Merged(column.HistogramCounts));
    }

    static IEnumerable<long> Merged(EquatableArray<long> counts) =>
        counts.Chunk((counts.Count + Blocks - 1) / Blocks).Select(bins => bins.Sum());

    static string Values(ColumnProfile column, long rows)
    {
        if (column.Quantiles.Count == 5)
        {
            var (least, median, most) = (Text(column, 0), Text(column, 2), Text(column, 4));
            return least == most ? least : $"{least} to {most}, median {median}";
        }

        // A text column's most frequent values say nothing where each comes once.
        var tops = column.TopValues.Where(value => value.Count > 1).Take(3).Select(value => $"{Plain.Cut(value.Value, 20)} {Figure.Share((double)value.Count / rows)}").ToArray();
        return string.Join(", ", tops) + (tops.Length > 0 && column.Distinct > tops.Length ? ", ..." : "");
    }

    static string Text(ColumnProfile column, int quantile) =>
        column.Type == ColumnType.DateTime
            ? DateTime.UnixEpoch.AddDays(column.Quantiles[quantile]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Figure.Of(column.Quantiles[quantile]);
}
