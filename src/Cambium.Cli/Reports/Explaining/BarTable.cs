using System.Globalization;
using System.Text;

namespace Cambium.Cli;

/// <summary>A table of bars between two places on one scale, with their figures.</summary>
static class BarTable
{
    /// <summary>The table.</summary>
    /// <param name="caption">What it shows, as text.</param>
    /// <param name="bars">Names as HTML, where each bar begins and ends, and its figure.</param>
    /// <param name="mark">Where a line goes through all of them; null for none.</param>
    internal static string Of(string caption, IReadOnlyList<(string Name, double From, double To, string Figure)> bars, double? mark = 0)
    {
        var ends = bars.SelectMany(bar => (double[])[bar.From, bar.To]).Concat(mark is { } line ? [line] : []).Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var (low, high) = (ends.Min(), ends.Max());
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<table class=\"bars\"><caption>{HtmlPage.Text(caption)}</caption><tbody>\n");
        foreach (var (name, from, to, figure) in bars)
        {
            var marked = mark is { } place ? string.Create(CultureInfo.InvariantCulture, $"<i style=\"left:{Share(place):0.##}%\"></i>") : "";
            var bar = double.IsFinite(from) && double.IsFinite(to)
                ? string.Create(CultureInfo.InvariantCulture, $"<b{(to < from ? " class=\"down\"" : "")} style=\"left:{Share(Math.Min(from, to)):0.##}%;width:{Math.Abs(Share(to) - Share(from)):0.##}%\"></b>")
                : "";
            body.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{name}</th><td><div class=\"track\">{marked}{bar}</div></td><td class=\"n\">{HtmlPage.Text(figure)}</td></tr>\n");
        }

        return body.Append("</tbody></table>\n").ToString();

        double Share(double value) => high > low ? (value - low) / (high - low) * 100 : 0;
    }
}
