using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Drawings of explained rows that need no script of their own, and words beside the others.</summary>
static class ShapCharts
{
    /// <summary>Most columns that are drawn beside each other; all are in the table.</summary>
    internal const int MostDrawn = 20;

    /// <summary>How much each column counts, the others together last.</summary>
    internal static ChartSpec Magnitudes(ExplainedSample sample, int output)
    {
        var own = sample.Outputs[output];
        var bars = sample.Columns.Select((column, place) => new ChartBar(column.Name, own.Magnitudes[place], null, null)).Where(bar => double.IsFinite(bar.Value)).OrderByDescending(bar => bar.Value).Take(MostDrawn).ToList();
        var (rest, amount) = (sample.Columns.Count - bars.Count + sample.OtherColumns, own.OtherMagnitude + own.Magnitudes.Order().Take(sample.Columns.Count - bars.Count).Sum());
        return new ChartSpec("bar", new ChartAxis("Mean magnitude of SHAP values"), new ChartAxis(""))
        {
            Bars = [.. bars, .. rest > 0 && double.IsFinite(amount) ? [new ChartBar(Numbers.Count(rest, "other column"), amount, null, null)] : Array.Empty<ChartBar>()],
        };
    }

    /// <summary>The class of the height that so many lines need.</summary>
    internal static string Height(int lines) => lines switch { <= 3 => "few", <= 8 => "some", <= 14 => "many", _ => "most" };

    /// <summary>The least, middle and greatest of a column's values.</summary>
    internal static (double Least, double Middle, double Greatest) Range(ExplainedSample sample, int column, int output)
    {
        var values = Enumerable.Range(0, sample.Rows.Count).Select(row => sample.Of(row, output)[column]).Order().ToArray();
        return (values[0], values[values.Length / 2], values[^1]);
    }

    /// <summary>What the values are measured in, in words.</summary>
    internal static string ScaleWords(ExplainedSample sample, int output) => sample.Scale switch
    {
        ShapScale.Probability => $"Values are shares of {sample.Outputs[output].Name}: 0.1 is ten in a hundred.",
        ShapScale.Margin => $"Values are parts of the {sample.Outputs[output].Name}, what the model adds up before it makes a {(sample.Outputs[output].Class is null ? "number" : "probability")} of it.",
        _ => $"Values are in the unit of {sample.Outputs[output].Name}.",
    };

    /// <summary>A row as a list names it.</summary>
    internal static string RowWords(ExplainedSample sample, int row, int output)
    {
        var (own, told) = (sample.Rows[row], sample.Outputs[output]);
        var answer = told.Class is null ? Numbers.Significant(told.Predicted[row]) : $"{own.Label} ({told.Class}: {Numbers.Significant(told.Predicted[row])})";
        return $"Row {Numbers.Whole(own.Number)}: {answer}{(own.Truth is null ? "" : own.Truth == own.Label ? ", right" : $", in truth {own.Truth}")}";
    }
}
