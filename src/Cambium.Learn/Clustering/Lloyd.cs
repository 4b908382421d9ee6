namespace Cambium.Learn;

/// <summary>Moves centres to the mean of their points and points to the nearest centre until neither changes.</summary>
/// <remarks>Source: S. P. Lloyd, "Least Squares Quantization in PCM", 1957, published 1982.</remarks>
static class Lloyd
{
    /// <summary>What a start leads to.</summary>
    /// <param name="Centres">k × p, in the points' scale.</param>
    /// <param name="Labels">The nearest centre of each point.</param>
    /// <param name="Score">Σ w (½‖c‖² − x·c); lower is better, and the same points' scores compare.</param>
    /// <param name="Iterations">Times that the centres moved.</param>
    /// <param name="Converged">Whether they stopped moving before the most iterations were done.</param>
    internal sealed record Result(double[] Centres, int[] Labels, double Score, int Iterations, bool Converged);

    /// <summary>Runs from given centres.</summary>
    /// <param name="points">n points.</param>
    /// <param name="weights">n weights, or none.</param>
    /// <param name="start">k × p; overwritten.</param>
    /// <param name="maxIterations">Most moves of the centres.</param>
    /// <param name="leastShift">Ends where the squared moves of all centres add up to no more.</param>
    /// <param name="tell">Told the iteration and the score after each.</param>
    internal static Result Run(
        PointTiles points, double[] weights, double[] start, int maxIterations, double leastShift, FitOptions options, Action<int, double> tell)
    {
        var p = points.FeatureCount;
        var centres = start;
        var sums = new CentreSums(points.RowCount, p, centres.Length / p, options, isRepeated: true);
        var panel = new CentrePanel(centres, p);
        var labels = new int[points.RowCount];
        Array.Fill(labels, -1);
        var (iteration, settled, converged) = (0, false, false);
        while (iteration < maxIterations && !converged)
        {
            sums.Pass(points, weights, panel, labels);
            EmptyCentres.Relocate(points, weights, centres, labels, sums, options);
            var shift = Move(centres, sums, p);
            panel.Set(centres);
            iteration++;
            tell(iteration, sums.Score);
            settled = sums.Changed == 0;
            converged = settled || shift <= leastShift;
        }

        if (!settled || iteration == 0)
        {
            // The centres have moved since the points chose.
            sums.Pass(points, weights, panel, labels);
        }

        return new Result(centres, labels, sums.Score, iteration, converged);
    }

    static double Move(double[] centres, CentreSums sums, int p)
    {
        var shift = 0.0;
        for (var centre = 0; centre < sums.Weights.Length; centre++)
        {
            var weight = sums.Weights[centre];
            if (!(weight > 0))
            {
                continue; // nobody's centre stays where it is
            }

            for (var i = centre * p; i < (centre + 1) * p; i++)
            {
                var moved = sums.Sums[i] / weight;
                shift += (moved - centres[i]) * (moved - centres[i]);
                centres[i] = moved;
            }
        }

        return shift;
    }
}
