using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Minimises ½ vᵀ G v − bᵀ v + Σ l1ⱼ |vⱼ| + ½ Σ l2ⱼ vⱼ² one coordinate after another, in the order of the columns. The slope q = b − G v is carried along,
/// so that a coordinate that stays 0 costs one comparison.
/// </summary>
/// <remarks>Source: J. Friedman, T. Hastie, R. Tibshirani, "Regularization Paths for Generalized Linear Models via Coordinate Descent", 2010, §2.2.</remarks>
static class CoordinateDescent
{
    /// <summary>Goes over all coordinates once.</summary>
    /// <param name="gram">G, m × m, both triangles.</param>
    /// <param name="l1">m numbers of at least 0.</param>
    /// <param name="l2">m numbers of at least 0.</param>
    /// <param name="v">m numbers; where to start, then where it has come.</param>
    /// <param name="q">b − G v.</param>
    /// <returns>The largest change of a coordinate, by √Gⱼⱼ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Sweep(ReadOnlySpan<double> gram, ReadOnlySpan<double> l1, ReadOnlySpan<double> l2, Span<double> v, Span<double> q)
    {
        var m = v.Length;
        var largest = 0.0;
        for (var j = 0; j < m; j++)
        {
            var (old, slope) = (v[j], q[j]);
            if (old == 0 && Math.Abs(slope) <= l1[j])
            {
                continue;
            }

            var curvature = gram[j * (m + 1)];
            if (curvature <= 0)
            {
                continue;
            }

            var target = slope + (curvature * old);
            var value = Math.CopySign(Math.Max(0, Math.Abs(target) - l1[j]) / (curvature + l2[j]), target);
            if (value != old)
            {
                AddScaled.Into(old - value, gram.Slice(j * m, m), q);
                v[j] = value;
                largest = Math.Max(largest, Math.Abs(value - old) * Math.Sqrt(curvature));
            }
        }

        return largest;
    }

    /// <summary>q = b − G v, anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Slope(ReadOnlySpan<double> gram, ReadOnlySpan<double> b, ReadOnlySpan<double> v, Span<double> q)
    {
        b.CopyTo(q);
        for (var j = 0; j < v.Length; j++)
        {
            if (v[j] != 0)
            {
                AddScaled.Into(-v[j], gram.Slice(j * v.Length, v.Length), q);
            }
        }
    }

    /// <summary>
    /// Solves for the coordinates that are not 0 and have a curvature as if they kept their signs, and goes there as far as they do. Where the signs are right already this is the
    /// minimum to working precision, however slowly the coordinates one by one would come to it.
    /// </summary>
    /// <returns>Whether a step was made; else the coordinates' matrix has no use and nothing changed.</returns>
    internal static bool SolveSupport(ReadOnlySpan<double> gram, ReadOnlySpan<double> b, ReadOnlySpan<double> l1, ReadOnlySpan<double> l2, Span<double> v)
    {
        var m = v.Length;
        var support = new List<int>();
        for (var j = 0; j < m; j++)
        {
            if (v[j] != 0 && gram[j * (m + 1)] > 0)
            {
                support.Add(j);
            }
        }

        var matrix = new double[support.Count * support.Count];
        var solution = new double[support.Count];
        for (var i = 0; i < support.Count; i++)
        {
            var row = support[i];
            for (var j = 0; j <= i; j++)
            {
                matrix[(i * support.Count) + j] = gram[(row * m) + support[j]];
            }

            matrix[i * (support.Count + 1)] += l2[row];
            solution[i] = b[row] - Math.CopySign(l1[row], v[row]);
        }

        for (var i = 0; i < support.Count; i++)
        {
            solution[i] -= Dot.Of(gram.Slice(support[i] * m, m), v) + (l2[support[i]] * v[support[i]]);
        }

        if (!TrySolve(matrix, solution))
        {
            return false;
        }

        for (var i = 0; i < support.Count; i++)
        {
            solution[i] += v[support[i]];
        }

        var (step, first) = (1.0, -1);
        for (var i = 0; i < solution.Length; i++)
        {
            var old = v[support[i]];
            if (l1[support[i]] > 0 && solution[i] * old <= 0 && old / (old - solution[i]) < step)
            {
                (step, first) = (old / (old - solution[i]), i);
            }
        }

        for (var i = 0; i < solution.Length; i++)
        {
            ref var value = ref v[support[i]];
            value = i == first ? 0 : step == 1 ? solution[i] : value + (step * (solution[i] - value));
        }

        return true;
    }

    /// <summary>Replaces b by the solution of A x = b, of a slightly larger A where it is singular to working precision.</summary>
    static bool TrySolve(double[] matrix, double[] b)
    {
        const double SmallestPivot = 1e-12;
        const double Ridge = 1e-10;
        var m = b.Length;
        var largest = 0.0;
        for (var i = 0; i < m; i++)
        {
            largest = Math.Max(largest, matrix[i * (m + 1)]);
        }

        if (!Cholesky.TryFactor(matrix, m, out var factor) || factor.SmallestPivot < SmallestPivot * largest)
        {
            // The step then goes far along what the others make up for, until one coordinate is 0: that is what the L1 part asks for.
            for (var i = 0; i < m; i++)
            {
                matrix[i * (m + 1)] += Ridge * largest;
            }

            if (!Cholesky.TryFactor(matrix, m, out factor))
            {
                return false;
            }
        }

        factor.Solve(b);
        return true;
    }
}
