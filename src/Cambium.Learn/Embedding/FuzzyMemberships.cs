using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How fully the nearest rows belong to each row's neighbourhood.</summary>
/// <remarks>Source: L. McInnes, J. Healy, J. Melville, 2018, algorithm 3.</remarks>
static class FuzzyMemberships
{
    const int MostSteps = 64;
    const double Tolerance = 1e-5;

    // The width is at least this share of the mean distance, so that equal rows have one.
    const double LeastWidth = 1e-3;

    /// <summary>Memberships from 0 to 1: 1 for the nearest, and log₂ (k + 1) in all.</summary>
    /// <param name="squares">n × k squared distances, rising in a row.</param>
    /// <param name="k">Neighbours of a row, itself not among them.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static double[] Of(double[] squares, int k, FitOptions options)
    {
        var memberships = new double[squares.Length];
        ParallelBlocks.For(
            squares.Length / k,
            512,
            options.MaxThreads,
            (_, start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    Fill(squares.AsSpan(row * k, k), memberships.AsSpan(row * k, k));
                }
            },
            options.CancellationToken);
        return memberships;
    }

    static void Fill(ReadOnlySpan<double> squares, Span<double> memberships)
    {
        var (nearest, mean) = (0.0, 0.0);
        foreach (var square in squares)
        {
            nearest = nearest == 0 ? Math.Sqrt(square) : nearest; // of those that are not equal to the row
            mean += Math.Sqrt(square) / squares.Length;
        }

        if (mean == 0)
        {
            memberships.Fill(1); // all equal
            return;
        }

        var goal = Math.Log2(squares.Length + 1);
        var (width, low, high) = (1.0, 0.0, double.PositiveInfinity); // in units of the mean distance
        for (var step = 0; step < MostSteps; step++)
        {
            var sum = 0.0;
            for (var i = 0; i < squares.Length; i++)
            {
                memberships[i] = Membership(squares[i], nearest, width * mean);
                sum += memberships[i];
            }

            if (Math.Abs(sum - goal) < Tolerance)
            {
                break;
            }

            (low, high) = sum > goal ? (low, width) : (width, high);
            width = double.IsInfinity(high) ? width * 2 : (low + high) / 2;
        }

        for (var i = 0; i < squares.Length && width < LeastWidth; i++)
        {
            memberships[i] = Membership(squares[i], nearest, LeastWidth * mean);
        }
    }

    static double Membership(double square, double nearest, double width) => Math.Exp(-Math.Max(0, Math.Sqrt(square) - nearest) / width);
}
