namespace Cambium.Cli;

/// <summary>What a column did to the answer to one row.</summary>
/// <param name="Column">The column, or how many others.</param>
/// <param name="Value">The row's own value; empty for several columns.</param>
/// <param name="Change">What was added.</param>
/// <param name="From">What the columns before it came to, with the base value.</param>
sealed record WaterfallLine(string Column, string Value, double Change, double From)
{
    /// <summary>The columns of a row that moved its answer most, the others together as the last line; from the base value to the answer.</summary>
    /// <param name="row">One row.</param>
    /// <param name="most">How many columns stand alone.</param>
    internal static IReadOnlyList<WaterfallLine> Of(ExplainedRows row, int most)
    {
        var output = row.Output ?? 0;
        var values = row.Values.Of(0, output).ToArray();
        var order = Enumerable.Range(0, values.Length).OrderByDescending(column => Math.Abs(values[column])).ToArray();
        var at = row.Values.BaseValues[output];
        var lines = new List<WaterfallLine>();

        // A rest of one column is no shorter than the column.
        var alone = order.Length == most + 1 ? order.Length : Math.Min(most, order.Length);
        foreach (var column in order.Take(alone))
        {
            lines.Add(new WaterfallLine(row.Values.Columns[column], ValueOf(row, row.Values.Columns[column]), values[column], at));
            at += values[column];
        }

        if (order.Length > alone)
        {
            lines.Add(new WaterfallLine($"{Figure.Count(order.Length - alone)} other columns", "", order.Skip(alone).Sum(column => values[column]), at));
        }

        return lines;
    }

    /// <summary>A value of the first row as it is read by people.</summary>
    internal static string ValueOf(ExplainedRows row, string name)
    {
        var column = row.Rows[name];
        return column.IsMissing(0) ? "missing" : column is Data.Column<double> numbers ? Figure.Of(numbers.Values[0]) : column.Format(0);
    }
}
