using System.Globalization;
using System.Text;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>A beeswarm: a strip a column, a dot a row, to the left or right by what the column added to the answer, in the shade of the row's own value.</summary>
static class SwarmPicture
{
    const double Height = 40;
    const int Bins = 100;
    const double MostStep = 4.5;

    /// <summary>The picture.</summary>
    /// <param name="rows">Rows with values of one output.</param>
    /// <param name="order">The columns to show, in this order.</param>
    /// <param name="magnitudes">How much each column counts, by all rows.</param>
    internal static string Of(ExplainedRows rows, IReadOnlyList<int> order, double[] magnitudes)
    {
        var values = order.Select(rows.Of).ToArray();
        var (low, high) = (Math.Min(0, values.Min(own => own.Min())), Math.Max(0, values.Max(own => own.Max())));
        double X(double value) => high > low ? 10 + ((Picture.Width - 20) * (value - low) / (high - low)) : Picture.Width / 2;
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"dim\">Each of {Figure.Count(rows.Values.RowCount)} dots is a row: to the right where the column raised {HtmlPage.Text(rows.Name)}, to the left where it lowered it. The row's value:<span class=\"key\"></span>from the least to the greatest; grey: missing, or without an order.</p>\n");
        body.Append("<table class=\"bars swarm\"><caption>SHAP values, and the mean of their magnitudes</caption><tbody>\n");
        for (var i = 0; i < order.Count; i++)
        {
            var column = rows.Rows[rows.Values.Columns[order[i]]];
            body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{HtmlPage.Name(column.Name)}<small>{HtmlPage.Text(AxisText.Range(column))}</small></th><td>");
            body.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Picture.Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{HtmlPage.Text($"SHAP values of {column.Name}")}\"><path class=\"zero\" d=\"M{X(0):0.#} -6V{Height + 6}\"/>");
            body.Append(Picture.Dots(Dots(values[i], Picture.ShadesOf(FeatureNumbers.Of(column), values[i].Length), X)));
            body.Append(CultureInfo.InvariantCulture, $"</svg></td><td class=\"n\">{Figure.Score(magnitudes[order[i]])}</td></tr>\n");
        }

        body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"></th><td><div class=\"axis\"><span>{Figure.Signed(low)}</span><span>{Figure.Signed(high)}</span></div></td><td></td></tr>\n");
        return body.Append("</tbody></table>\n").ToString();
    }

    /// <summary>Dots that would lie on each other go up and down in turn.</summary>
    static IEnumerable<(double X, double Y, int Shade)> Dots(double[] values, int[] shades, Func<double, double> x)
    {
        var places = Array.ConvertAll(values, value => x(value));
        var bins = Array.ConvertAll(places, place => Math.Clamp((int)(place / Picture.Width * Bins), 0, Bins - 1));
        var counts = new int[Bins];
        foreach (var bin in bins)
        {
            counts[bin]++;
        }

        var step = Math.Min(MostStep, Height / Math.Max(1, counts.Max()));
        var met = new int[Bins];
        for (var row = 0; row < values.Length; row++)
        {
            var nth = met[bins[row]]++;
            yield return (places[row], (Height / 2) + ((nth % 2 == 0 ? 1 : -1) * ((nth + 1) / 2) * step), shades[row]);
        }
    }
}
