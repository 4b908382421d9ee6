using System.Globalization;

namespace Cambium.Cli;

/// <summary>What drawings on pages are made of, as SVG; colours are the page's.</summary>
static class Drawing
{
    internal const int Left = 64;
    internal const int Bottom = 40;
    internal const int Top = 16;
    internal const int Right = 24;

    internal static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));

    /// <summary>The full line of what is shown.</summary>
    internal static string Line(IEnumerable<(double X, double Y)> points) => $"<polyline points=\"{Points(points)}\" style=\"fill:none;stroke:var(--bar);stroke-width:2.5\"/>";

    /// <summary>The broken line of what it is held against.</summary>
    internal static string Broken(IEnumerable<(double X, double Y)> points) => $"<polyline points=\"{Points(points)}\" style=\"fill:none;stroke:var(--dim);stroke-width:2;stroke-dasharray:6 5\"/>";

    /// <summary>A faint area.</summary>
    internal static string Band(IEnumerable<(double X, double Y)> points) => $"<polygon points=\"{Points(points)}\" style=\"fill:var(--bar);opacity:.18\"/>";

    internal static string Dot(double x, double y) => Dot(x, y, 3.5, "fill:var(--bar)");

    internal static string Label(double x, double y, string anchor, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" style=\"fill:var(--dim);font-size:12px\">{HtmlPage.Text(text)}</text>");

    internal static string Line(double x, double y, double toX, double toY, string style) =>
        string.Create(CultureInfo.InvariantCulture, $"<line x1=\"{x:0.#}\" y1=\"{y:0.#}\" x2=\"{toX:0.#}\" y2=\"{toY:0.#}\" style=\"{style}\"/>");

    internal static string Dot(double x, double y, double radius, string style) => string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" style=\"{style}\"/>");

    /// <summary>A drawing of a size, which shrinks where the page is narrower.</summary>
    internal static string Of(int width, int height, string label, string content) =>
        string.Create(CultureInfo.InvariantCulture, $"<div class=\"wide\"><svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" style=\"max-width:100%;height:auto\" role=\"img\" aria-label=\"{HtmlPage.Text(label)}\">{content}</svg></div>\n");
}
