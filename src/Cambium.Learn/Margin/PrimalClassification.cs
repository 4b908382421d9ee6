using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Separates two classes by a plane of few features: coordinate descent on ‖w‖₁ + C Σ s max(0, 1 − y (b + x·w))², feature by feature in random order, with features that stay at 0 set aside.
/// Each step is Newton's along the feature, halved until the objective falls enough. Time O(entries) a pass, memory O(entries + n).
/// </summary>
/// <remarks>
/// Source: R.-E. Fan, K.-W. Chang, C.-J. Hsieh, X.-R. Wang, C.-J. Lin, "LIBLINEAR", 2008, appendix; G.-X. Yuan, K.-W. Chang, C.-J. Hsieh, C.-J. Lin, "A Comparison of Optimization Methods
/// and Software for Large-scale L1-regularized Linear Classification", 2010, §4.1 and §7.
/// </remarks>
static class PrimalClassification
{
    // Of the fall that the slope promises, the share that a step must reach; and how often a step is halved at most. The values of the method's authors.
    const double Decrease = 0.01;
    const int MostHalvings = 20;

    // Features set aside are looked at again when those left have come so much nearer than all were, not only at the tolerance: one set aside wrongly would else be forgotten where rounding
    // keeps the others from a very small tolerance.
    const double Regained = 0.1;

    /// <summary>Fits the plane.</summary>
    /// <param name="columns">p features × n rows; where there is an intercept the last one is constant.</param>
    /// <param name="signs">1 or −1 a row.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="random">Gives the order of the features.</param>
    /// <param name="afterPass">Told of the passes done.</param>
    internal static DualResult Solve(CsrMatrix columns, double[] signs, DualSettings settings, RandomStream random, Action<int>? afterPass)
    {
        var rows = new Row[signs.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new Row { Slack = 1, Sign = signs[row], Cost = settings.Costs[row] };
        }

        var w = new double[columns.RowCount];
        var bounds = Enumerable.Range(0, w.Length).Select(feature => Derivatives(columns, feature, rows, all: true).Curvature).ToArray();
        var order = Enumerable.Range(0, w.Length).Where(feature => bounds[feature] > 0).ToArray();
        var (active, passes, converged) = (order.Length, 0, order.Length == 0);
        var (first, ofAll, before) = (0.0, double.PositiveInfinity, double.PositiveInfinity);
        while (passes < settings.MaxIterations && !converged)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            var isWhole = active == order.Length;
            random.Shuffle(order.AsSpan(0, active));
            var largest = Pass(columns, rows, w, bounds, order, ref active, before / rows.Length);
            passes++;
            afterPass?.Invoke(passes);
            first = passes == 1 ? largest : first;
            ofAll = isWhole ? largest : ofAll;
            before = largest;
            if (largest <= settings.Tolerance * first || (!isWhole && largest <= Regained * ofAll))
            {
                // The features that were set aside are looked at again, with the slacks made anew: steps leave their roundings there.
                converged = isWhole && active == order.Length && largest <= settings.Tolerance * first;
                (active, before) = (order.Length, double.PositiveInfinity);
                Renew(columns, rows, w);
            }
        }

        return Result(columns, rows, w, settings, passes, converged);
    }

    /// <summary>One pass over the active features. Returns the largest component met of the subgradient nearest 0.</summary>
    static double Pass(CsrMatrix columns, Row[] rows, double[] w, double[] bounds, int[] order, ref int active, double margin)
    {
        var largest = 0.0;
        for (var i = 0; i < active; i++)
        {
            var feature = order[i];
            var (slope, curvature) = Derivatives(columns, feature, rows, all: false);
            var weight = w[feature];
            if (weight == 0 && Math.Abs(slope) < 1 - margin)
            {
                active--;
                (order[i], order[active]) = (order[active], feature);
                i--;
                continue;
            }

            largest = Math.Max(largest, weight == 0 ? Math.Max(0, Math.Abs(slope) - 1) : Math.Abs(slope + Math.Sign(weight)));

            // Rows that are all beyond the margin have no curvature; the bound of all rows then does.
            curvature = curvature > 0 ? curvature : bounds[feature];
            var aim = (curvature * weight) - slope;
            var step = (Math.CopySign(Math.Max(0, Math.Abs(aim) - 1), aim) / curvature) - weight;
            if (step != 0)
            {
                w[feature] += Walk(columns, feature, rows, weight, step, slope, bounds[feature]);
            }
        }

        return largest;
    }

    /// <summary>Goes along a feature as far as the objective falls enough; returns the step made.</summary>
    static double Walk(CsrMatrix columns, int feature, Row[] rows, double weight, double step, double slope, double bound)
    {
        for (var halvings = 0; halvings < MostHalvings; halvings++, step /= 2)
        {
            var sizes = Math.Abs(weight + step) - Math.Abs(weight);
            var enough = Decrease * ((slope * step) + sizes);

            // The loss is nowhere more curved than with all rows within the margin.
            if ((slope * step) + (0.5 * bound * step * step) + sizes <= enough || LossChange(columns, feature, rows, step) + sizes <= enough)
            {
                Move(columns, feature, rows, step);
                return step;
            }
        }

        return 0;
    }

    /// <summary>The loss's first and second derivative along a feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static (double Slope, double Curvature) Derivatives(CsrMatrix columns, int feature, Row[] rows, bool all)
    {
        var (slope, curvature) = (0.0, 0.0);
        var places = columns.RowIndices(feature);
        var values = columns.RowValues(feature);
        ref var first = ref MemoryMarshal.GetArrayDataReference(rows);
        for (var entry = 0; entry < places.Length; entry++)
        {
            // The matrix was checked when it was made, and has as many columns as there are rows.
            ref var row = ref Unsafe.Add(ref first, places[entry]);
            if (row.Slack > 0 || all)
            {
                var value = values[entry];
                slope -= 2 * row.Cost * row.Sign * value * row.Slack;
                curvature += 2 * row.Cost * value * value;
            }
        }

        return (slope, curvature);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double LossChange(CsrMatrix columns, int feature, Row[] rows, double step)
    {
        var change = 0.0;
        var places = columns.RowIndices(feature);
        var values = columns.RowValues(feature);
        for (var entry = 0; entry < places.Length; entry++)
        {
            ref var row = ref rows[places[entry]];
            var old = Math.Max(0, row.Slack);
            var next = Math.Max(0, row.Slack - (step * row.Sign * values[entry]));
            change += row.Cost * (next - old) * (next + old);
        }

        return change;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Move(CsrMatrix columns, int feature, Row[] rows, double step)
    {
        var places = columns.RowIndices(feature);
        var values = columns.RowValues(feature);
        for (var entry = 0; entry < places.Length; entry++)
        {
            ref var row = ref rows[places[entry]];
            row.Slack -= step * row.Sign * values[entry];
        }
    }

    static void Renew(CsrMatrix columns, Row[] rows, double[] w)
    {
        var margins = new double[rows.Length];
        columns.MultiplyTransposed(w, margins);
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row].Slack = 1 - (rows[row].Sign * margins[row]);
        }
    }

    /// <summary>The plane, with its objective computed anew and the duality gap: the slacks times their costs, shortened until no feature's sum is above 1, are a point of the dual.</summary>
    static DualResult Result(CsrMatrix columns, Row[] rows, double[] w, DualSettings settings, int passes, bool converged)
    {
        Renew(columns, rows, w);
        var alphas = new double[rows.Length]; // y α
        var (primal, sum, squares) = (w.Sum(Math.Abs), 0.0, 0.0);
        for (var row = 0; row < rows.Length; row++)
        {
            var slack = Math.Max(0, rows[row].Slack);
            var loss = rows[row].Cost * slack * slack;
            primal += loss;
            sum += 2 * rows[row].Cost * slack;
            squares += loss;
            alphas[row] = 2 * rows[row].Cost * slack * rows[row].Sign;
        }

        var slopes = new double[w.Length];
        columns.Multiply(alphas, slopes);
        var most = slopes.Length == 0 ? 0 : slopes.Max(Math.Abs);
        var shorten = Math.Min(most > 0 ? 1 / most : double.PositiveInfinity, squares > 0 ? sum / (2 * squares) : 0);
        var dual = (shorten * sum) - (shorten * shorten * squares);
        var scale = settings.InterceptScale;
        return new DualResult(
            scale > 0 ? w[..^1] : w, scale > 0 ? w[^1] * scale : 0, primal, primal > 0 ? Math.Max(0, primal - dual) / primal : 0, passes, converged);
    }

    struct Row
    {
        internal double Slack; // 1 − y (b + x·w)
        internal double Sign;
        internal double Cost;
    }
}
