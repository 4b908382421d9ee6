using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Fits a number by a plane with a tube around it: dual coordinate descent on linear support vector regression.</summary>
/// <remarks>Source: C.-H. Ho, C.-J. Lin, "Large-scale Linear Support Vector Regression", 2012, algorithm 4.</remarks>
static class DualRegression
{
    // A step this small changes no digit that counts; it is the bound of the method's authors.
    const double Still = 1e-12;

    // As for classes.
    const double Regained = 0.1;

    /// <summary>Fits the plane.</summary>
    /// <param name="rows">n rows.</param>
    /// <param name="targets">The number to predict, a row.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="random">Gives the order of the rows.</param>
    /// <param name="afterPass">Told of the passes done.</param>
    internal static DualResult Solve<TRows>(TRows rows, double[] targets, DualSettings settings, RandomStream random, Action<int>? afterPass)
        where TRows : struct, IMarginRows
    {
        var state = DualRow.Of(rows, targets, settings);
        var order = DualRow.Counting(settings.Costs);
        var w = new double[rows.FeatureCount];
        var (bias, active, passes, converged) = (0.0, order.Length, 0, false);
        var (largest, first, ofAll) = (double.PositiveInfinity, double.NaN, double.PositiveInfinity);
        while (passes < settings.MaxIterations)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            var isWhole = active == order.Length;
            random.Shuffle(order.AsSpan(0, active));
            var (violation, sum) = Pass(rows, state, order, ref active, w, ref bias, settings, largest);
            passes++;
            afterPass?.Invoke(passes);
            first = double.IsNaN(first) ? sum : first;
            ofAll = isWhole ? sum : ofAll;
            if (sum <= settings.Tolerance * first || (!isWhole && sum <= Regained * ofAll))
            {
                if (active == order.Length && sum <= settings.Tolerance * first)
                {
                    converged = true;
                    break;
                }

                // The rows that were set aside are looked at again: some may have been wrongly.
                (active, largest) = (order.Length, double.PositiveInfinity);
                continue;
            }

            largest = violation;
        }

        return Result(rows, state, settings, w, bias, passes, converged);
    }

    /// <summary>One pass over the active rows. Returns the largest and the sum of what the rows are off their optimality condition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static (double Largest, double Sum) Pass<TRows>(
        TRows rows, DualRow[] state, int[] order, ref int active, double[] w, ref double bias, DualSettings settings, double largest)
        where TRows : struct, IMarginRows
    {
        var (b, count, scale, epsilon) = (bias, active, settings.InterceptScale, settings.Epsilon);
        var (most, sum) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var row = order[i];
            ref var own = ref state[row];
            var beta = own.Alpha;
            var gradient = rows.Dot(row, w) + (b * scale) - own.Target + (beta * own.Diagonal);
            var (above, below) = (gradient + epsilon, gradient - epsilon);
            if (IsSettled(beta, own.Upper, above, below, largest))
            {
                (order[i], order[count - 1]) = (order[count - 1], row);
                count--;
                i--;
                continue;
            }

            var violation = Violation(beta, own.Upper, above, below);
            most = Math.Max(most, violation);
            sum += violation;
            var step = above * own.Step < beta ? -above * own.Step : below * own.Step > beta ? -below * own.Step : -beta;
            if (Math.Abs(step) >= Still)
            {
                own.Alpha = Math.Clamp(beta + step, -own.Upper, own.Upper);
                var change = own.Alpha - beta;
                rows.AddTo(w, row, change);
                b += change * scale;
            }
        }

        (bias, active) = (b, count);
        return (most, sum);
    }

    // Whether a row stays where it is for now, so far is it within its condition.
    static bool IsSettled(double beta, double upper, double above, double below, double largest) =>
        beta == 0 ? above > largest && below < -largest
        : beta >= upper ? above < -largest
        : beta <= -upper && below > largest;

    static double Violation(double beta, double upper, double above, double below) =>
        beta == 0 ? Math.Max(0, Math.Max(-above, below))
        : beta >= upper ? Math.Max(0, above)
        : beta <= -upper ? Math.Max(0, -below)
        : Math.Abs(beta > 0 ? above : below);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static DualResult Result<TRows>(TRows rows, DualRow[] state, DualSettings settings, double[] w, double bias, int passes, bool converged)
        where TRows : struct, IMarginRows
    {
        var ridge = 0.5 * (Dot.Of(w, w) + (bias * bias));
        var (primal, dual) = (ridge, -ridge);
        for (var row = 0; row < state.Length; row++)
        {
            var beyond = Math.Max(0, Math.Abs(rows.Dot(row, w) + (bias * settings.InterceptScale) - state[row].Target) - settings.Epsilon);
            primal += settings.Costs[row] * (settings.Loss == MarginLoss.Squared ? beyond * beyond : beyond);
            var beta = state[row].Alpha;
            dual += beta == 0 ? 0 : (state[row].Target * beta) - (settings.Epsilon * Math.Abs(beta)) - (0.5 * state[row].Diagonal * beta * beta);
        }

        return new DualResult(w, bias * settings.InterceptScale, primal, primal > 0 ? Math.Max(0, primal - dual) / primal : 0, passes, converged);
    }
}
