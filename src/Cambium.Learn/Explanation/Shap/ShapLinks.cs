namespace Cambium.Learn;

/// <summary>Margins as answers, and by how much an answer moves with each margin on the way from one row to another.</summary>
static class ShapLinks
{
    // The softmax along a line has its poles at least π / (largest difference of margins) beside it: of panels of 4 units, twelve points each are exact to about 1e-13.
    const double PanelLength = 4;

    static readonly ShapPoints _panel = new(12);

    /// <summary>The answers for the margins of a row.</summary>
    internal static void Apply(ShapLink link, ReadOnlySpan<double> margins, Span<double> answers)
    {
        if (link == ShapLink.Softmax)
        {
            Softmax(margins, answers);
            return;
        }

        for (var i = 0; i < margins.Length; i++)
        {
            answers[i] = Of(link, margins[i]);
        }
    }

    /// <summary>
    /// The mean slope of each answer by each margin on the straight line between two rows' margins: the slopes times the margins' differences add up to the difference of the answers.
    /// </summary>
    /// <param name="to">The margins of the row that is explained, k.</param>
    /// <param name="from">Those of a row of the background, k.</param>
    /// <param name="slopes">Answers × margins, k × k.</param>
    internal static void Slopes(ShapLink link, ReadOnlySpan<double> to, ReadOnlySpan<double> from, Span<double> slopes)
    {
        if (link == ShapLink.Softmax)
        {
            SoftmaxSlopes(to, from, slopes);
            return;
        }

        slopes.Clear();
        for (var i = 0; i < to.Length; i++)
        {
            slopes[(i * to.Length) + i] = Slope(link, to[i], from[i]);
        }
    }

    static double Of(ShapLink link, double margin) => link switch
    {
        ShapLink.Logistic => 1 / (1 + Math.Exp(-margin)),
        ShapLink.Exponential => Math.Exp(margin),
        ShapLink.PowerOfTwo => Math.Pow(2, margin),
        _ => margin,
    };

    static double Slope(ShapLink link, double to, double from)
    {
        if (Math.Abs(to - from) > 1e-9 * (1 + Math.Abs(to)))
        {
            return (Of(link, to) - Of(link, from)) / (to - from);
        }

        var answer = Of(link, (to + from) / 2);
        return link switch
        {
            ShapLink.Logistic => answer * (1 - answer),
            ShapLink.Exponential => answer,
            ShapLink.PowerOfTwo => answer * Math.Log(2),
            _ => 1,
        };
    }

    static void SoftmaxSlopes(ReadOnlySpan<double> to, ReadOnlySpan<double> from, Span<double> slopes)
    {
        var k = to.Length;
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < k; i++)
        {
            (least, most) = (Math.Min(least, to[i] - from[i]), Math.Max(most, to[i] - from[i]));
        }

        // Margins are sums of leaves; differences beyond some thousands would be steps anyway.
        var panels = (int)Math.Clamp(Math.Ceiling((most - least) / PanelLength), 1, 1000);
        Span<double> margins = new double[k];
        Span<double> answers = new double[k];
        slopes.Clear();
        for (var panel = 0; panel < panels; panel++)
        {
            for (var q = 0; q < _panel.Count; q++)
            {
                var at = (panel + _panel.Known[q]) / panels;
                for (var i = 0; i < k; i++)
                {
                    margins[i] = from[i] + (at * (to[i] - from[i]));
                }

                Softmax(margins, answers);
                var weight = _panel.Weights[q] / panels;
                for (var i = 0; i < k; i++)
                {
                    for (var j = 0; j < k; j++)
                    {
                        slopes[(i * k) + j] += weight * answers[i] * ((i == j ? 1 : 0) - answers[j]);
                    }
                }
            }
        }
    }

    static void Softmax(ReadOnlySpan<double> margins, Span<double> answers)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        foreach (var margin in margins)
        {
            most = Math.Max(most, margin);
        }

        for (var i = 0; i < margins.Length; i++)
        {
            answers[i] = Math.Exp(margins[i] - most);
            sum += answers[i];
        }

        for (var i = 0; i < margins.Length; i++)
        {
            answers[i] /= sum;
        }
    }
}
