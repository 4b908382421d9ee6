using System.Globalization;
using System.Text;

namespace Cambium.Cli;

/// <summary>The parts of pictures on pages of explanations. They are as wide as the page, however narrow: what is drawn is stretched, lines and dots keep their size, and words are no part of it.</summary>
static class Picture
{
    /// <summary>The width and height in which places are told.</summary>
    internal const double Width = 1000;

    internal const double Height = 240;

    /// <summary>Shades from the least value to the greatest.</summary>
    internal const int Shades = 7;

    /// <summary>The rules of style for them.</summary>
    internal static readonly string Style = """

        :root { --low: light-dark(#1f6fc4, #63aef2); --high: light-dark(#c8235f, #ff6f9f); --against: light-dark(#b4572a, #e08a55); }
        .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 1.5rem 2rem; } .plot { margin: 0; min-width: 0; }
        .plot figcaption { font-weight: 600; overflow-wrap: anywhere; } .frame { position: relative; border: solid var(--line); border-width: 0 0 1px 1px; }
        .frame svg { width: 100%; height: 12rem; margin: 0; } .frame span { position: absolute; left: .3rem; font-size: .75rem; color: var(--dim); pointer-events: none; }
        .frame .top { top: 0; } .frame .low { bottom: 0; } .axis { display: flex; justify-content: space-between; gap: .75rem; font-size: .75rem; color: var(--dim); }
        svg path { fill: none; vector-effect: non-scaling-stroke; stroke-linecap: round; stroke-linejoin: round; } .zero { stroke: var(--line); stroke-width: 1; }
        .line { stroke: var(--bar); stroke-width: 2.5; } .thin { stroke: var(--dim); stroke-width: 1; opacity: .3; } svg .band { fill: var(--bar); opacity: .18; }
        .dot { stroke-width: 5; opacity: .7; } .none { stroke: var(--dim); }
        .bars { table-layout: fixed; } .bars caption { padding-bottom: .5rem; } .bars th { width: 34%; font-weight: 500; overflow-wrap: anywhere; min-width: 0; }
        .bars .n { width: 4.6rem; padding-right: 0; } .bars td, .bars th { padding: .3rem .6rem .3rem 0; vertical-align: middle; } .bars small { display: block; color: var(--dim); }
        .track { position: relative; height: 1.1rem; } .track b { position: absolute; top: 0; bottom: 0; min-width: 2px; border-radius: 2px; background: var(--bar); }
        .track .down { background: var(--against); } .track i { position: absolute; top: -.35rem; bottom: -.35rem; width: 1px; background: var(--dim); }
        .swarm svg { width: 100%; height: 2.4rem; margin: 0; overflow: visible; } .key { display: inline-block; width: 6rem; height: .6rem; border-radius: 3px; margin: 0 .4rem;
          background: linear-gradient(90deg, var(--low), var(--high)); }
        .sentence { font-size: 1.1rem; margin: .75rem 0; }
        """ + string.Concat(Enumerable.Range(0, Shades).Select(shade => string.Create(
            CultureInfo.InvariantCulture, $".v{shade} {{ stroke: color-mix(in oklab, var(--low), var(--high) {100.0 * shade / (Shades - 1):0}%); }} ")));

    /// <summary>A picture with what its edges stand for.</summary>
    /// <param name="title">What it shows, as text.</param>
    /// <param name="drawing">What is drawn, as SVG.</param>
    /// <param name="high">What the upper edge stands for.</param>
    /// <param name="low">What the lower edge stands for.</param>
    /// <param name="axis">What stands below it, from left to right.</param>
    internal static string Frame(string title, string drawing, string high, string low, params IEnumerable<string> axis) => string.Create(
        CultureInfo.InvariantCulture,
        $"<figure class=\"plot\"><figcaption>{HtmlPage.Text(title)}</figcaption><div class=\"frame\"><svg viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{HtmlPage.Text(title)}\">{drawing}</svg><span class=\"top\">{HtmlPage.Text(high)}</span><span class=\"low\">{HtmlPage.Text(low)}</span></div><div class=\"axis\">{string.Concat(axis.Select(text => $"<span>{HtmlPage.Text(text)}</span>"))}</div></figure>\n");

    /// <summary>A line through points; where one is not known it is broken.</summary>
    internal static string Line(string style, IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        var isDrawn = false;
        foreach (var (x, y) in points)
        {
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(isDrawn ? 'L' : 'M')}{x:0.#} {y:0.#}");
            }

            isDrawn = double.IsFinite(x) && double.IsFinite(y);
        }

        return $"<path class=\"{style}\" d=\"{path}\"/>";
    }

    /// <summary>Dots, in the shades of what they stand for.</summary>
    /// <param name="dots">Their places and shades; a shade below 0 is of what has none.</param>
    internal static string Dots(IEnumerable<(double X, double Y, int Shade)> dots) =>
        string.Concat(dots.GroupBy(dot => dot.Shade).OrderBy(group => group.Key).Select(group =>
            $"<path class=\"dot {(group.Key < 0 ? "none" : $"v{group.Key}")}\" d=\"{string.Concat(group.Select(dot => string.Create(CultureInfo.InvariantCulture, $"M{dot.X:0.#} {dot.Y:0.#}h0")))}\"/>"));

    /// <summary>The shades of a column's values by their ranks; −1 where one is missing or the column has no order.</summary>
    internal static int[] ShadesOf(double[]? numbers, int count)
    {
        var shades = Enumerable.Repeat(-1, count).ToArray();
        if (numbers is null)
        {
            return shades;
        }

        // Ranks, so that a single extreme value does not make all others look alike; equal values share their least.
        var distinct = numbers.Where(double.IsFinite).Distinct().Order().ToArray();
        var sorted = distinct.Length <= Shades ? distinct : [.. numbers.Where(double.IsFinite).Order()];
        for (var row = 0; row < count; row++)
        {
            if (double.IsFinite(numbers[row]))
            {
                var rank = Array.BinarySearch(sorted, numbers[row]);
                while (rank > 0 && sorted[rank - 1] == sorted[rank])
                {
                    rank--;
                }

                shades[row] = sorted.Length < 2 ? Shades / 2 : (int)Math.Round((double)rank * (Shades - 1) / (sorted.Length - 1));
            }
        }

        return shades;
    }
}
