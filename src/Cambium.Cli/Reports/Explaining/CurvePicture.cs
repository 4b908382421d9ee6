using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>How an answer goes with a column: a line for numbers, a bar a level for categories.</summary>
static class CurvePicture
{
    const int MostLines = 60;

    /// <summary>The picture.</summary>
    /// <param name="title">What it shows, as text.</param>
    /// <param name="axis">The column and its values.</param>
    /// <param name="lines">The answers; where there are three, the second and third are borders of a band around the first.</param>
    /// <param name="single">Curves of single rows, some of which are drawn thin; null for none.</param>
    internal static string Of(string title, DependenceAxis axis, EquatableArray<EquatableArray<double>> lines, IndividualCurves? single = null)
    {
        if (axis.Numbers.Count == 0)
        {
            return $"<figure class=\"plot\">{BarTable.Of(title, [.. axis.Labels.Select((label, place) => (HtmlPage.Text(Plain.Cut(label, 40)), 0.0, lines[0][place], Figure.Score(lines[0][place])))])}</figure>\n";
        }

        int[] drawn = single is null ? [] : [.. Enumerable.Range(0, Math.Min(MostLines, single.RowCount)).Select(line => (int)((long)line * single.RowCount / Math.Min(MostLines, single.RowCount)))];
        var known = lines.SelectMany(line => line).Concat(drawn.SelectMany(row => single!.Curve(row).ToArray())).Where(double.IsFinite).DefaultIfEmpty().ToArray(); // no row is drawn without curves
        var (low, high, left, right) = (known.Min(), known.Max(), axis.Numbers.Min(), axis.Numbers.Max());
        var drawing = string.Concat(drawn.Select(row => Picture.Line("thin", Points(single!.Curve(row).ToArray().ToEquatableArray())))); // as above
        if (lines.Count == 3)
        {
            var band = Points(lines[1]).Concat(Points(lines[2]).Reverse()).Select(point => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}"));
            drawing += $"<polygon class=\"band\" points=\"{string.Join(' ', band)}\"/>";
        }

        return Picture.Frame(title, drawing + Picture.Line("line", Points(lines[0])), Figure.Score(high), Figure.Score(low), axis.Labels[0], axis.Column, axis.Labels[^1]);

        IEnumerable<(double X, double Y)> Points(EquatableArray<double> values) => values.Select((value, place) => (
            right > left ? 6 + ((Picture.Width - 12) * (axis.Numbers[place] - left) / (right - left)) : Picture.Width / 2,
            high > low ? 6 + ((Picture.Height - 12) * (high - value) / (high - low)) : Picture.Height / 2));
    }
}
