using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>What a penalty asks of each standardised column, the target being standardised too.</summary>
/// <param name="L1">On |u|, one number a column.</param>
/// <param name="L2">Half on u², one number a column.</param>
readonly record struct LassoPenalty(double[] L1, double[] L2)
{
    // Columns of tiny spread would have infinite penalties, and those times a coefficient of 0 no value.
    const double Largest = 1e250;

    /// <summary>The penalties of standardised columns that a penalty on the columns in their own units comes to.</summary>
    /// <param name="penalty">λ on the coefficients in the columns' own units.</param>
    /// <param name="l1Share">The part of it on |w|, above 0, at most 1.</param>
    /// <param name="scales">The spreads of the columns.</param>
    /// <param name="targetScale">The spread of the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static LassoPenalty Of(double penalty, double l1Share, double[] scales, double targetScale)
    {
        var (l1, l2) = (new double[scales.Length], new double[scales.Length]);
        for (var j = 0; j < scales.Length; j++)
        {
            l1[j] = Math.Min(Largest, penalty * l1Share / scales[j] / targetScale);
            l2[j] = Math.Min(Largest, penalty * (1 - l1Share) / scales[j] / scales[j]);
        }

        return new LassoPenalty(l1, l2);
    }

    /// <summary>
    /// How far the objective can at most be above its minimum, and what the slopes must be multiplied by to be a feasible point of the dual. Sums of terms that
    /// are not negative, so that small gaps keep their digits.
    /// </summary>
    /// <param name="u">The coefficients.</param>
    /// <param name="q">Zᵀ r / Σ s, the slope of the squares.</param>
    /// <param name="squares">‖r‖² / Σ s of the residuals.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal (double Gap, double Shrink) Gap(ReadOnlySpan<double> u, ReadOnlySpan<double> q, double squares)
    {
        // The L2 part counts as rows of its own: √l2 in one column, 0 in the target.
        var shrink = 1.0;
        for (var j = 0; j < u.Length; j++)
        {
            var slope = Math.Abs(q[j] - (L2[j] * u[j]));
            squares += L2[j] * u[j] * u[j];
            if (slope * shrink > L1[j])
            {
                shrink = L1[j] / slope;
            }
        }

        var gap = 0.5 * squares * (1 - shrink) * (1 - shrink);
        for (var j = 0; j < u.Length; j++)
        {
            gap += Math.Max(0, (L1[j] * Math.Abs(u[j])) - (shrink * u[j] * (q[j] - (L2[j] * u[j]))));
        }

        return (gap, shrink);
    }

    /// <summary>The objective: half the mean square and the penalties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double Value(ReadOnlySpan<double> u, double squares)
    {
        var value = 0.5 * squares;
        for (var j = 0; j < u.Length; j++)
        {
            value += (L1[j] * Math.Abs(u[j])) + (0.5 * L2[j] * u[j] * u[j]);
        }

        return value;
    }
}
