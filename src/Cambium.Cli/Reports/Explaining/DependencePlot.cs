using Cambium.Data;

namespace Cambium.Cli;

/// <summary>What a column added to the answers by its values: a dot a row for numbers, a bar a level for categories.</summary>
static class DependencePlot
{
    const int MostLevels = 12;

    /// <summary>The picture.</summary>
    /// <param name="rows">Rows with values of one output.</param>
    /// <param name="column">The column's place.</param>
    internal static string Of(ExplainedRows rows, int column)
    {
        var feature = rows.Rows[rows.Values.Columns[column]];
        var values = rows.Of(column);
        return feature is Column<bool> or CategoryColumn || FeatureNumbers.Of(feature) is not { } numbers || !numbers.Any(double.IsFinite)
            ? $"<figure class=\"plot\">{Levels(feature, values)}</figure>\n"
            : Scatter(feature, numbers, values);
    }

    static string Scatter(Column feature, double[] numbers, double[] values)
    {
        var known = numbers.Where(double.IsFinite).ToArray();
        var (left, right) = (known.Min(), known.Max());
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        double X(double value) => right > left ? 12 + ((Picture.Width - 24) * (value - left) / (right - left)) : Picture.Width / 2;
        double Y(double value) => high > low ? 8 + ((Picture.Height - 16) * (high - value) / (high - low)) : Picture.Height / 2;
        var dots = Enumerable.Range(0, numbers.Length).Where(row => double.IsFinite(numbers[row])).Select(row => (X(numbers[row]), Y(values[row]), 0));
        var missing = numbers.Length - known.Length;
        return Picture.Frame(
            missing == 0 ? feature.Name : $"{feature.Name} ({Figure.Count(missing, "row")} without a value not drawn)",
            Picture.Line("zero", [(0, Y(0)), (Picture.Width, Y(0))]) + Picture.Dots(dots),
            Figure.Signed(high),
            Figure.Signed(low),
            AxisText.Of(feature, left),
            AxisText.Of(feature, right));
    }

    static string Levels(Column feature, double[] values)
    {
        var groups = Enumerable.Range(0, values.Length)
            .GroupBy(row => feature.IsMissing(row) ? null : feature.Format(row))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        var more = groups.Length > MostLevels ? $"; the most frequent {MostLevels} of {Figure.Count(groups.Length)}" : "";
        return BarTable.Of(
            $"{feature.Name}: mean SHAP value by its value{more}",
            [.. groups.Take(MostLevels).Select(group => ($"{(group.Key is null ? "<i>missing</i>" : HtmlPage.Text(Plain.Cut(group.Key, 40)))}<small>{Figure.Count(group.Count(), "row")}</small>", 0.0, group.Average(row => values[row]), Figure.Signed(group.Average(row => values[row]))))]);
    }
}
