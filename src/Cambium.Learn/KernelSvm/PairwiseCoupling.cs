namespace Cambium.Learn;

/// <summary>The pairs of k classes, (0, 1), (0, 2), …, (1, 2), …, and how the probabilities within pairs make probabilities of all classes.</summary>
/// <remarks>Source: T.-F. Wu, C.-J. Lin, R. C. Weng, "Probability Estimates for Multi-class Classification by Pairwise Coupling", 2004, second approach.</remarks>
static class PairwiseCoupling
{
    // Closer to 0 or 1 a pair would overrule all others (LIBSVM, §8).
    const double LeastProbability = 1e-7;

    const int MaxIterations = 1000;

    /// <summary>The number of pairs of k classes.</summary>
    internal static int Pairs(int classes) => classes * (classes - 1) / 2;

    /// <summary>The number of the pair of two classes, the first of them smaller.</summary>
    internal static int Pair(int first, int second, int classes) => (first * classes) - (first * (first + 1) / 2) + second - first - 1;

    /// <summary>
    /// Minimises Σᵢ Σⱼ (rⱼᵢ pᵢ − rᵢⱼ pⱼ)² over probabilities p, where rᵢⱼ is the probability of class i among i and j.
    /// </summary>
    /// <param name="ofSecond">For each pair, the probability of its second class.</param>
    /// <param name="probabilities">Receives k probabilities that add up to 1.</param>
    internal static void Couple(ReadOnlySpan<double> ofSecond, Span<double> probabilities)
    {
        var k = probabilities.Length;
        var q = new double[k * k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                if (i == j)
                {
                    continue;
                }

                var (ofI, ofJ) = Within(ofSecond, i, j, k);
                q[(i * k) + i] += ofJ * ofJ;
                q[(i * k) + j] = -ofI * ofJ;
            }
        }

        Solve(q, probabilities);
    }

    static (double OfI, double OfJ) Within(ReadOnlySpan<double> ofSecond, int i, int j, int k)
    {
        var second = Math.Clamp(ofSecond[Pair(Math.Min(i, j), Math.Max(i, j), k)], LeastProbability, 1 - LeastProbability);
        return i < j ? (1 - second, second) : (second, 1 - second);
    }

    /// <summary>Wu, Lin, Weng 2004, algorithm 2: each probability in turn is made right given the others, and all are divided by their sum.</summary>
    static void Solve(double[] q, Span<double> p)
    {
        var k = p.Length;
        p.Fill(1.0 / k);
        Span<double> qp = k <= 64 ? stackalloc double[k] : new double[k];
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var total = Multiply(q, p, qp);
            var worst = 0.0;
            for (var i = 0; i < k; i++)
            {
                worst = Math.Max(worst, Math.Abs(qp[i] - total));
            }

            if (worst <= 1e-14)
            {
                return;
            }

            for (var i = 0; i < k; i++)
            {
                var change = (total - qp[i]) / q[(i * k) + i];
                p[i] += change;
                var scale = 1 / (1 + change);
                total = (total + (change * ((change * q[(i * k) + i]) + (2 * qp[i])))) * scale * scale;
                for (var j = 0; j < k; j++)
                {
                    qp[j] = (qp[j] + (change * q[(i * k) + j])) * scale;
                    p[j] *= scale;
                }
            }
        }
    }

    /// <summary>Q p, and pᵀ Q p.</summary>
    static double Multiply(double[] q, ReadOnlySpan<double> p, Span<double> qp)
    {
        var total = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            qp[i] = 0;
            for (var j = 0; j < p.Length; j++)
            {
                qp[i] += q[(i * p.Length) + j] * p[j];
            }

            total += p[i] * qp[i];
        }

        return total;
    }
}
