using Spectre.Console;

namespace Cambium.Cli;

/// <summary>SHAP values on the terminal: bars of what counts, and what moved one answer.</summary>
static class ShapView
{
    const int NameWidth = 26;
    const int ValueWidth = 18;
    const int SpreadBins = 12;
    const int RoomForSpread = 76;
    const int DirectionWidth = 20;
    const int BarGaps = 13; // what the columns of bars keep between and beside them, also where no spread is shown
    const int Gaps = 8;
    const int LeastBar = 4;
    const int MostBar = 40;

    /// <summary>A bar a column: how far it moves the answer on average, how its values spread, and which way it goes.</summary>
    /// <param name="rows">The values.</param>
    /// <param name="order">The columns to show, in this order.</param>
    /// <param name="width">Columns of text.</param>
    internal static Grid Bars(ExplainedRows rows, IReadOnlyList<int> order, int width)
    {
        var magnitudes = rows.Magnitudes();
        var largest = order.Count == 0 ? 0 : order.Max(column => magnitudes[column]);
        var hasSpread = rows.Output is not null && rows.Values.RowCount > 1 && width >= RoomForSpread;
        var figures = order.Select(column => Figure.Score(magnitudes[column])).ToArray();

        // Names give way, figures never: a terminal may be narrow, and a name long.
        var free = width - BarGaps - LeastBar - Longest(figures) - (hasSpread ? SpreadBins : 0);
        var (names, directions) = Fitted([.. order.Select(column => rows.Values.Columns[column])], NameWidth, [.. order.Select(rows.Direction)], DirectionWidth, free);
        var room = Math.Clamp(free + LeastBar - Longest(names) - Longest(directions), LeastBar, MostBar);
        var grid = new Grid().AddColumn(Cell(2)).AddColumn(Cell(1)).AddColumn(Cell(2, isFigure: true)).AddColumn(Cell(2)).AddColumn(Cell(0));
        for (var i = 0; i < order.Count; i++)
        {
            var magnitude = magnitudes[order[i]];
            grid.AddRow(
                new Text(names[i]),
                new Text(Bar.Horizontal(largest > 0 ? magnitude / largest : 0, room), new Style(Color.Green)),
                new Text(figures[i]),
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
        return Lines([.. lines.Select(line => line.Column)], NameWidth, [.. lines.Select(line => Plain.Clean(line.Value))], [.. lines.Select(line => line.Change)], width);
    }

    /// <summary>A bar a term to the left or to the right.</summary>
    internal static Grid Terms((string Text, double Weight)[] terms, int width) =>
        Lines([.. terms.Select(term => Plain.Clean(term.Text))], NameWidth + ValueWidth, [.. terms.Select(_ => "")], [.. terms.Select(term => term.Weight)], width);

    static Grid Lines(string[] allNames, int nameWidth, string[] allValues, double[] changes, int width)
    {
        var largest = changes.Select(Math.Abs).DefaultIfEmpty().Max();
        var figures = Array.ConvertAll(changes, Figure.Signed);
        var free = width - Longest(figures) - Gaps - (2 * LeastBar);
        var (names, values) = Fitted(allNames, nameWidth, allValues, ValueWidth, free);
        var room = Math.Clamp((free + (2 * LeastBar) - Longest(names) - Longest(values)) / 2, LeastBar, MostBar / 2);
        var grid = new Grid().AddColumn(Cell(2)).AddColumn(Cell(1, isFigure: true)).AddColumn(Cell(0, isFigure: true)).AddColumn(Cell(1)).AddColumn(Cell(0, isFigure: true));
        for (var i = 0; i < changes.Length; i++)
        {
            var share = largest > 0 ? changes[i] / largest : 0;
            grid.AddRow(
                new Text(names[i]),
                new Text(values[i], new Style(decoration: Decoration.Dim)),
                new Text(Bar.Leftward(-share, room), new Style(Color.Red)),
                new Text($"│{Bar.Horizontal(share, room)}".PadRight(room + 1), new Style(Color.Green)),
                new Text(figures[i]));
        }

        return grid;
    }

    /// <summary>Two columns of words cut to a width each, and to what is free for both: the second gives way first, to a third.</summary>
    static (string[] First, string[] Second) Fitted(string[] first, int firstWidth, string[] second, int secondWidth, int free)
    {
        const int Least = 4; // a letter or two and the mark of a cut
        var (a, b) = (Math.Min(Longest(first), firstWidth), Math.Min(Longest(second), secondWidth));
        b = a + b <= free ? b : Math.Min(b, Math.Max(Math.Max(free / 3, free - a), Least));
        a = Math.Min(a, Math.Max(free - b, Least));
        return (Array.ConvertAll(first, text => Plain.Cut(text, a)), Array.ConvertAll(second, text => Plain.Cut(text, b)));
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
