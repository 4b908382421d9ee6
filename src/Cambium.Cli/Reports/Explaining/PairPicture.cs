using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>How an answer goes with two columns together: a field a pair of values, in the shade of the answer.</summary>
static class PairPicture
{
    /// <summary>The picture.</summary>
    /// <param name="title">What it shows, as text.</param>
    /// <param name="down">The first column and its values.</param>
    /// <param name="across">The second.</param>
    /// <param name="values">The answers, first × second.</param>
    internal static string Of(string title, DependenceAxis down, DependenceAxis across, EquatableArray<double> values)
    {
        var known = values.Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var (low, high) = (known.Min(), known.Max());
        var (width, height) = (Picture.Width / across.Count, Picture.Height / down.Count);
        var fields = new StringBuilder();
        for (var row = 0; row < down.Count; row++)
        {
            for (var column = 0; column < across.Count; column++)
            {
                var value = values[(row * across.Count) + column];
                if (double.IsFinite(value))
                {
                    // The first value stands below, as on an axis.
                    var share = high > low ? (value - low) / (high - low) * 100 : 50;
                    fields.Append(
                        CultureInfo.InvariantCulture,
                        $"<rect x=\"{column * width:0.##}\" y=\"{Picture.Height - ((row + 1) * height):0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" style=\"fill:color-mix(in oklab,var(--low),var(--high) {share:0}%)\"/>");
                }
            }
        }

        return $"<div>{Picture.Frame(title, fields.ToString(), "", "", across.Labels[0], across.Column, across.Labels[^1])}<p class=\"dim\">{HtmlPage.Text($"From below to the top: {down.Column}, from {down.Labels[0]} to {down.Labels[^1]}. ")}{Figure.Score(low)}<span class=\"key\"></span>{Figure.Score(high)}</p></div>\n";
    }
}
