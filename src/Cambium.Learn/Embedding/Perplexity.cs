using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How near the nearest rows are to each row, as probabilities whose entropy is the same for all rows.</summary>
/// <remarks>Source: L. van der Maaten, G. Hinton, "Visualizing Data using t-SNE", 2008, §2.</remarks>
static class Perplexity
{
    const int MostSteps = 100;
    const double EntropyTolerance = 1e-5;

    /// <summary>The probabilities, n × k; a row adds up to 1.</summary>
    /// <param name="squares">n × k squared distances, rising in a row.</param>
    /// <param name="k">Neighbours of a row.</param>
    /// <param name="perplexity">e to the entropy; at most k.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static double[] Probabilities(double[] squares, int k, double perplexity, FitOptions options)
    {
        var probabilities = new double[squares.Length];
        ParallelBlocks.For(
            squares.Length / k,
            128,
            options.MaxThreads,
            (_, start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    Fill(squares.AsSpan(row * k, k), Math.Log(perplexity), probabilities.AsSpan(row * k, k));
                }
            },
            options.CancellationToken);
        return probabilities;
    }

    static void Fill(ReadOnlySpan<double> squares, double entropy, Span<double> probabilities)
    {
        // The precision is sought in units of the mean distance beyond the nearest, so that any scale takes as many steps.
        var mean = 0.0;
        foreach (var square in squares)
        {
            mean += (square - squares[0]) / squares.Length;
        }

        if (!(mean > 0))
        {
            probabilities.Fill(1.0 / squares.Length); // all equally near
            return;
        }

        var (precision, low, high) = (1.0, 0.0, double.PositiveInfinity);
        for (var step = 0; step < MostSteps; step++)
        {
            var (sum, weighted) = (0.0, 0.0);
            for (var i = 0; i < squares.Length; i++)
            {
                var distance = (squares[i] - squares[0]) / mean;
                probabilities[i] = Math.Exp(-precision * distance);
                sum += probabilities[i];
                weighted += probabilities[i] * distance;
            }

            var excess = Math.Log(sum) + (precision * weighted / sum) - entropy;
            foreach (ref var probability in probabilities)
            {
                probability /= sum;
            }

            if (Math.Abs(excess) <= EntropyTolerance)
            {
                return;
            }

            (low, high) = excess > 0 ? (precision, high) : (low, precision);
            precision = double.IsInfinity(high) ? precision * 2 : (low + high) / 2;
        }
    }
}
