using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Scores every border between bins from the running sums of gradients, hessians and rows to its left: twice what the best constants on both sides
/// take off the loss. Answers the best score, and the first border that reaches it; minus infinity where no border is allowed.
/// </summary>
static unsafe class BorderScores
{
    /// <summary>Where the sides' values are free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static (double Score, int At) Best(double* gradients, double* hessians, double* rows, int count, in GradientSums missing, in SplitLimits limits)
    {
        var (missingG, missingH, missingN) = (Vector512.Create(missing.Gradient), Vector512.Create(missing.Hessian), Vector512.Create(missing.Rows));
        var (nodeG, nodeH, nodeN) = (Vector512.Create(limits.Node.Gradient), Vector512.Create(limits.Node.Hessian), Vector512.Create(limits.Node.Rows));
        var (l2, minN, minH) = (Vector512.Create(limits.L2), Vector512.Create(limits.MinRows), Vector512.Create(limits.MinHessian));
        var lanes = Vector512<double>.Indices;
        var best = Vector512.Create(double.NegativeInfinity);
        var bestAt = Vector512<double>.Zero;
        for (var i = 0; i < count; i += Vector512<double>.Count)
        {
            var leftG = Vector512.Load(gradients + i) + missingG;
            var leftH = Vector512.Load(hessians + i) + missingH;
            var leftN = Vector512.Load(rows + i) + missingN;
            var rightG = nodeG - leftG;
            var rightH = nodeH - leftH;
            var rightN = nodeN - leftN;
            var allowed = Vector512.GreaterThanOrEqual(Vector512.Min(leftN, rightN), minN)
                & Vector512.GreaterThanOrEqual(Vector512.Min(leftH, rightH), minH);
            var score = (leftG * leftG / (leftH + l2)) + (rightG * rightG / (rightH + l2));
            var better = allowed & Vector512.GreaterThan(score, best);
            best = Vector512.ConditionalSelect(better, score, best);
            bestAt = Vector512.ConditionalSelect(better, lanes + Vector512.Create((double)i), bestAt);
        }

        return FirstOfBest(best, bestAt);
    }

    /// <summary>Where the sides' values have bounds, a direction between them, or a penalty on their sizes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static (double Score, int At) BestWithin(
        double* gradients, double* hessians, double* rows, int count, in GradientSums missing, in SplitLimits limits)
    {
        var (l1, l2, direction) = (Vector512.Create(limits.L1), Vector512.Create(limits.L2), Vector512.Create((double)limits.Direction));
        var (low, high) = (Vector512.Create(limits.Bounds.Low), Vector512.Create(limits.Bounds.High));
        var lanes = Vector512<double>.Indices;
        var best = Vector512.Create(double.NegativeInfinity);
        var bestAt = Vector512<double>.Zero;
        for (var i = 0; i < count; i += Vector512<double>.Count)
        {
            var leftG = Vector512.Load(gradients + i) + Vector512.Create(missing.Gradient);
            var leftH = Vector512.Load(hessians + i) + Vector512.Create(missing.Hessian);
            var leftN = Vector512.Load(rows + i) + Vector512.Create(missing.Rows);
            var rightG = Vector512.Create(limits.Node.Gradient) - leftG;
            var rightH = Vector512.Create(limits.Node.Hessian) - leftH;
            var rightN = Vector512.Create(limits.Node.Rows) - leftN;
            var leftValue = Value(leftG, leftH, l1, l2, low, high);
            var rightValue = Value(rightG, rightH, l1, l2, low, high);
            var allowed = Vector512.GreaterThanOrEqual(Vector512.Min(leftN, rightN), Vector512.Create(limits.MinRows))
                & Vector512.GreaterThanOrEqual(Vector512.Min(leftH, rightH), Vector512.Create(limits.MinHessian))
                & Vector512.GreaterThanOrEqual((rightValue - leftValue) * direction, Vector512<double>.Zero);
            var score = Score(leftG, leftH, leftValue, l1, l2) + Score(rightG, rightH, rightValue, l1, l2);
            var better = allowed & Vector512.GreaterThan(score, best);
            best = Vector512.ConditionalSelect(better, score, best);
            bestAt = Vector512.ConditionalSelect(better, lanes + Vector512.Create((double)i), bestAt);
        }

        return FirstOfBest(best, bestAt);
    }

    /// <summary><see cref="GradientSums.Value"/>, eight at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Value(
        Vector512<double> g, Vector512<double> h, Vector512<double> l1, Vector512<double> l2, Vector512<double> low, Vector512<double> high)
    {
        var beyond = Vector512.Max(Vector512.Abs(g) - l1, Vector512<double>.Zero);
        var value = Vector512.ConditionalSelect(Vector512.LessThan(g, Vector512<double>.Zero), beyond, -beyond) / (h + l2);
        return Vector512.Min(Vector512.Max(value, low), high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Score(Vector512<double> g, Vector512<double> h, Vector512<double> value, Vector512<double> l1, Vector512<double> l2) =>
        -((2 * g * value) + ((h + l2) * value * value) + (2 * l1 * Vector512.Abs(value)));

    static (double Score, int At) FirstOfBest(Vector512<double> best, Vector512<double> bestAt)
    {
        var (top, at) = (best[0], (int)bestAt[0]);
        for (var lane = 1; lane < Vector512<double>.Count; lane++)
        {
            if (best[lane] > top || (best[lane] == top && (int)bestAt[lane] < at))
            {
                (top, at) = (best[lane], (int)bestAt[lane]);
            }
        }

        return (top, at);
    }
}
