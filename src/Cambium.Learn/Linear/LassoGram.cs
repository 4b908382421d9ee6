using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The lasso from the inner products of the columns alone; the rows are not needed any more.</summary>
static class LassoGram
{
    // Looking at the gap costs as much as one pass over the columns does where all coefficients stay 0, and less where some do not.
    const int SweepsPerCheck = 1;

    /// <summary>Searches from <paramref name="u"/> on.</summary>
    /// <param name="gram">Zᵀ Z / Σ s, m × m, both triangles.</param>
    /// <param name="b">Zᵀ t / Σ s.</param>
    /// <param name="targetSquares">‖t‖² / Σ s.</param>
    /// <param name="penalty">m penalties.</param>
    /// <param name="stop">When it ends.</param>
    /// <param name="u">m coefficients; where to start, then the result.</param>
    /// <param name="q">m numbers; overwritten with the slopes at the end.</param>
    /// <returns>The gap there and the passes made.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (double Gap, int Sweeps) Solve(
        ReadOnlySpan<double> gram, ReadOnlySpan<double> b, double targetSquares, LassoPenalty penalty, LassoStop stop, Span<double> u, Span<double> q)
    {
        CoordinateDescent.Slope(gram, b, u, q);
        var sweeps = 0;
        var nextSolve = 0;
        while (true)
        {
            stop.Token.ThrowIfCancellationRequested();
            var squares = Squares(b, targetSquares, u, q);
            var (gap, _) = penalty.Gap(u, q, squares);
            stop.AfterCheck(sweeps, penalty.Value(u, squares));
            if (gap <= stop.Tolerance || sweeps >= stop.MaxSweeps)
            {
                return (gap, sweeps);
            }

            var moved = 0.0;
            for (var i = 0; i < SweepsPerCheck && sweeps < stop.MaxSweeps; i++, sweeps++)
            {
                moved = Math.Max(moved, CoordinateDescent.Sweep(gram, penalty.L1, penalty.L2, u, q));
            }

            if (moved == 0)
            {
                // Rounding hides what is left of the gap.
                return (penalty.Gap(u, q, Squares(b, targetSquares, u, q)).Gap, sweeps);
            }

            // From here on, one factorisation costs no more than the passes made since the last.
            nextSolve = nextSolve == 0 ? 10 + Count(u) : nextSolve;
            if (sweeps >= nextSolve)
            {
                CoordinateDescent.SolveSupport(gram, b, penalty.L1, penalty.L2, u);
                CoordinateDescent.Slope(gram, b, u, q);
                nextSolve = sweeps + 10 + Count(u);
            }
        }
    }

    /// <summary>‖r‖² / Σ s.</summary>
    static double Squares(ReadOnlySpan<double> b, double targetSquares, ReadOnlySpan<double> u, ReadOnlySpan<double> q) =>
        Math.Max(0, targetSquares - Dot.Of(u, b) - Dot.Of(u, q));

    static int Count(ReadOnlySpan<double> u) => u.Length - u.Count(0.0);
}
