using System.Globalization;

namespace Cambium.Cli;

/// <summary>The parts that drawings of pages are made of; colours are the page's.</summary>
static class SvgDrawing
{
    internal const int Left = 64;
    internal const int Bottom = 40;
    internal const int Top = 16;
    internal const int Right = 24;

    /// <summary>A drawing in a box that scrolls where it is too wide.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="parts">What stands in it.</param>
    internal static string Of(int width, int height, string label, string parts) => string.Create(
        CultureInfo.InvariantCulture,
        $"<div class=\"wide\"><svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{HtmlPage.Text(label)}\">{parts}</svg></div>\n");

    /// <summary>The full line of what is shown.</summary>
    internal static string Line(IEnumerable<(double X, double Y)> points) => $"<polyline points=\"{Points(points)}\" style=\"fill:none;stroke:var(--bar);stroke-width:2.5\"/>";

    /// <summary>The broken line of what it is held against.</summary>
    internal static string Broken(IEnumerable<(double X, double Y)> points) => $"<polyline points=\"{Points(points)}\" style=\"fill:none;stroke:var(--dim);stroke-width:2;stroke-dasharray:6 5\"/>";

    /// <summary>A faint area.</summary>
    internal static string Band(IEnumerable<(double X, double Y)> points) => $"<polygon points=\"{Points(points)}\" style=\"fill:var(--bar);opacity:.18\"/>";

    internal static string Dot(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3.5\" style=\"fill:var(--bar)\"/>");

    internal static string Label(double x, double y, string anchor, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" style=\"fill:var(--dim);font-size:12px\">{HtmlPage.Text(text)}</text>");

    static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));
}
