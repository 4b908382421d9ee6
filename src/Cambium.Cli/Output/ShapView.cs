using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>SHAP values on the terminal: bars of what counts, and what moved one answer.</summary>
static class ShapView
{
    const int NameWidth = 26;
    const int ValueWidth = 18;
    const int SpreadBins = 12;
    const int RoomForSpread = 76;
    const int Gaps = 8;
    const int MostBar = 40;

    /// <summary>A bar a column: how far it moves the answer on average, how its values spread, and which way it goes.</summary>
    /// <param name="rows">The values.</param>
    /// <param name="order">The columns to show, in this order.</param>
    /// <param name="width">Columns of text.</param>
    internal static Grid Bars(ExplainedRows rows, IReadOnlyList<int> order, int width)
    {
        var magnitudes = rows.Magnitudes();
        var largest = order.Count == 0 ? 0 : order.Max(column => magnitudes[column]);
        var names = order.Select(column => Plain.Cut(rows.Values.Columns[column], NameWidth)).ToArray();
        var directions = order.Select(rows.Direction).ToArray();
        var hasSpread = rows.Output is not null && rows.Values.RowCount > 1 && width >= RoomForSpread;
        var taken = Longest(names) + Longest(directions) + Gaps + Longest([.. order.Select(column => Figure.Score(magnitudes[column]))]) + (hasSpread ? SpreadBins + 2 : 0);
        var room = Math.Clamp(width - taken, 6, MostBar);
        var grid = new Grid().AddColumn(Cell(2)).AddColumn(Cell(1)).AddColumn(Cell(2, isFigure: true)).AddColumn(Cell(2)).AddColumn(Cell(0));
        for (var i = 0; i < order.Count; i++)
        {
            var magnitude = magnitudes[order[i]];
            grid.AddRow(
                new Text(names[i]),
                new Text(Bar.Horizontal(largest > 0 ? magnitude / largest : 0, room), new Style(Color.Green)),
                new Text(Figure.Score(magnitude)),
                new Text(hasSpread ? Spread(rows.Of(order[i])) : ""),
                new Text(directions[i], new Style(decoration: Decoration.Dim)));
        }

        return grid;
    }

    /// <summary>A bar a column to the left or to the right: what moved the answer to one row, with the row's own values.</summary>
    /// <param name="row">The row with its values.</param>
    /// <param name="most">How many columns are shown; the rest are one line.</param>
    /// <param name="width">Columns of text.</param>
    internal static Grid Row(ExplainedRows row, int most, int width)
    {
        var lines = WaterfallLine.Of(row, most);
        var largest = lines.Count == 0 ? 0 : lines.Max(line => Math.Abs(line.Change));
        var names = lines.Select(line => Plain.Cut(line.Column, NameWidth)).ToArray();
        var values = lines.Select(line => Plain.Cut(Plain.Clean(line.Value), ValueWidth)).ToArray();
        var figures = lines.Select(line => Figure.Signed(line.Change)).ToArray();
        var room = Math.Clamp((width - Longest(names) - Longest(values) - Longest(figures) - Gaps) / 2, 4, MostBar / 2);
        var grid = new Grid().AddColumn(Cell(2)).AddColumn(Cell(1, isFigure: true)).AddColumn(Cell(0, isFigure: true)).AddColumn(Cell(1)).AddColumn(Cell(0, isFigure: true));
        for (var i = 0; i < lines.Count; i++)
        {
            var share = largest > 0 ? lines[i].Change / largest : 0;
            grid.AddRow(
                new Text(names[i]),
                new Text(values[i], new Style(decoration: Decoration.Dim)),
                new Text(Bar.Leftward(-share, room), new Style(Color.Red)),
                new Text($"│{Bar.Horizontal(share, room)}".PadRight(room + 1), new Style(Color.Green)),
                new Text(figures[i]));
        }

        return grid;
    }

    /// <summary>How values spread, from the least to the greatest.</summary>
    static string Spread(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        var counts = new long[SpreadBins];
        foreach (var value in values)
        {
            counts[high > low ? (int)Math.Min(SpreadBins - 1, (value - low) / (high - low) * SpreadBins) : 0]++;
        }

        return high > low ? Bar.Histogram(counts) : "";
    }

    static GridColumn Cell(int right, bool isFigure = false)
    {
        var column = new GridColumn().NoWrap().PadLeft(right == 2 ? 2 : 0).PadRight(right);
        return isFigure ? column.RightAligned() : column;
    }

    static int Longest(string[] texts) => texts.Select(text => text.Length).DefaultIfEmpty().Max();
}
