using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Separates two classes by a plane: dual coordinate descent on a linear support vector machine.</summary>
/// <remarks>
/// Source: C.-J. Hsieh, K.-W. Chang, C.-J. Lin, S. S. Keerthi, S. Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008, algorithm 3 (random order and
/// shrinking).
/// </remarks>
static class DualClassification
{
    // A gradient this small moves a variable by no digit that counts; it is the bound of the method's authors.
    const double Still = 1e-12;

    // Rows set aside are looked at again when those left have come so much nearer than all were, not only at the tolerance: a row set aside wrongly would else be forgotten
    // where rounding keeps the others from a very small tolerance.
    const double Regained = 0.1;

    /// <summary>Fits the plane.</summary>
    /// <param name="rows">n rows.</param>
    /// <param name="signs">1 or −1 a row.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="random">Gives the order of the rows.</param>
    /// <param name="afterPass">Told of the passes done.</param>
    internal static DualResult Solve<TRows>(TRows rows, double[] signs, DualSettings settings, RandomStream random, Action<int>? afterPass)
        where TRows : struct, IMarginRows
    {
        var state = DualRow.Of(rows, signs, settings);
        var order = DualRow.Counting(settings.Costs);
        var w = new double[rows.FeatureCount];
        var (bias, active, passes, converged) = (0.0, order.Length, 0, false);
        var (highest, lowest, ofAll) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity);
        while (passes < settings.MaxIterations)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            var isWhole = active == order.Length;
            random.Shuffle(order.AsSpan(0, active));
            var (high, low) = Pass(rows, state, order, ref active, w, ref bias, settings.InterceptScale, highest, lowest);
            passes++;
            afterPass?.Invoke(passes);
            ofAll = isWhole ? high - low : ofAll;
            if (high - low <= settings.Tolerance || (!isWhole && high - low <= Regained * ofAll))
            {
                if (active == order.Length && high - low <= settings.Tolerance)
                {
                    converged = true;
                    break;
                }

                // The rows that were set aside are looked at again: some may have been wrongly.
                (active, highest, lowest) = (order.Length, double.PositiveInfinity, double.NegativeInfinity);
                continue;
            }

            highest = high > 0 ? high : double.PositiveInfinity;
            lowest = low < 0 ? low : double.NegativeInfinity;
        }

        return Result(rows, state, settings, w, bias, passes, converged);
    }

    /// <summary>One pass over the active rows. Returns the largest and the smallest projected gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static (double High, double Low) Pass<TRows>(
        TRows rows, DualRow[] state, int[] order, ref int active, double[] w, ref double bias, double scale, double highest, double lowest)
        where TRows : struct, IMarginRows
    {
        var (b, count) = (bias, active);
        var (high, low) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 0; i < count; i++)
        {
            var row = order[i];
            rows.Prefetch(order[Math.Min(i + 1, count - 1)]);
            ref var own = ref state[row];
            var (alpha, sign) = (own.Alpha, own.Target);
            var gradient = (sign * (rows.Dot(row, w) + (b * scale))) - 1 + (alpha * own.Diagonal);
            var projected = gradient;
            if (alpha == 0)
            {
                if (gradient > highest)
                {
                    (order[i], order[count - 1]) = (order[count - 1], row);
                    count--;
                    i--;
                    continue;
                }

                projected = Math.Min(gradient, 0);
            }
            else if (alpha == own.Upper)
            {
                if (gradient < lowest)
                {
                    (order[i], order[count - 1]) = (order[count - 1], row);
                    count--;
                    i--;
                    continue;
                }

                projected = Math.Max(gradient, 0);
            }

            high = Math.Max(high, projected);
            low = Math.Min(low, projected);
            if (Math.Abs(projected) > Still)
            {
                own.Alpha = Math.Min(Math.Max(alpha - (gradient * own.Step), 0), own.Upper);
                var change = (own.Alpha - alpha) * sign;
                rows.AddTo(w, row, change);
                b += change * scale;
            }
        }

        (bias, active) = (b, count);
        // No row was left to look at.
        return count == 0 ? (0, 0) : (high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static DualResult Result<TRows>(TRows rows, DualRow[] state, DualSettings settings, double[] w, double bias, int passes, bool converged)
        where TRows : struct, IMarginRows
    {
        var ridge = 0.5 * (Dot.Of(w, w) + (bias * bias));
        var (primal, dual) = (ridge, -ridge);
        for (var row = 0; row < state.Length; row++)
        {
            var lack = Math.Max(0, 1 - (state[row].Target * (rows.Dot(row, w) + (bias * settings.InterceptScale))));
            primal += settings.Costs[row] * (settings.Loss == MarginLoss.Squared ? lack * lack : lack);
            var alpha = state[row].Alpha;
            dual += alpha - (alpha == 0 ? 0 : 0.5 * state[row].Diagonal * alpha * alpha);
        }

        return new DualResult(w, bias * settings.InterceptScale, primal, primal > 0 ? Math.Max(0, primal - dual) / primal : 0, passes, converged);
    }
}
