using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Minimises the mean log loss plus penalties on the sizes and squares of the coefficients: each step minimises the loss's second-order approximation and the penalties, by
/// coordinate descent, over the columns that are in use or ask for it.
/// </summary>
/// <remarks>
/// Source: J. Friedman, T. Hastie, R. Tibshirani, 2010, §3; G.-X. Yuan, C.-H. Ho, C.-J. Lin, "An Improved GLMNET for L1-regularized Logistic Regression", 2012
/// (step lengths, working sets); J. D. Lee, Y. Sun, M. A. Saunders, "Proximal Newton-type Methods", 2014 (convergence).
/// </remarks>
sealed class ProximalNewton
{
    // Above, the effects of three or more classes on each other cost more than the steps they save.
    const int MostCoupled = 1536;

    // Working sets start with so many columns, and at least double from step to step.
    const int FirstSet = 256;

    // Armijo's condition, Lee et al.'s value of less than a half.
    const double Decrease = 1e-3;

    // Rounding of a sum of many terms, relative to the sum.
    const double Rounding = 1e-13;

    readonly LinearDesign _design;
    readonly LogisticObjective _loss;
    readonly LogisticCurvature _curvature;
    readonly LogisticSparseStep? _sparse; // where a feature is sparse
    readonly FitOptions _options;
    readonly bool _intercept;
    readonly int _stride; // of a score within a point
    readonly double[] _l1; // one a column
    readonly double[] _l2;

    /// <summary>Prepares the search.</summary>
    /// <param name="design">The columns.</param>
    /// <param name="loss">The loss without penalties.</param>
    /// <param name="l1">λ₁ on the sum over the rows, coefficients in the columns' own units.</param>
    /// <param name="l2">λ₂, likewise.</param>
    /// <param name="intercept">Whether there are intercepts.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal ProximalNewton(LinearDesign design, LogisticObjective loss, double l1, double l2, bool intercept, FitOptions options)
    {
        // Columns of tiny spread would have infinite penalties, and those times a coefficient of 0 no value.
        const double Largest = 1e250;
        _design = design;
        _loss = loss;
        _curvature = new LogisticCurvature(design, loss.Scores, intercept, options);
        _options = options;
        _intercept = intercept;
        _stride = design.Count + 1;
        _l1 = Array.ConvertAll(design.Scales, scale => Math.Min(Largest, l1 / design.TotalWeight / scale));
        _l2 = Array.ConvertAll(design.Scales, scale => Math.Min(Largest, l2 / design.TotalWeight / scale / scale));
        _sparse = design.Sparse is null ? null : new LogisticSparseStep(design, loss, _l1, _l2, intercept, options);
    }

    /// <summary>Walks from a point until no component of the subgradient nearest 0 is above the tolerance.</summary>
    internal LbfgsResult Minimize(double[] point, double tolerance, int maxIterations, Action<int, double> progress)
    {
        var gradient = new double[point.Length];
        var trial = new double[point.Length];
        var (loss, evaluations) = (_loss.Evaluate(point, gradient), 1);
        var size = FirstSet;
        for (var iteration = 0; ; iteration++)
        {
            var value = loss + Penalty(point);
            var norm = Violation(point, gradient);
            if (iteration > 0)
            {
                progress(iteration, value);
            }

            if (norm <= tolerance || iteration == maxIterations)
            {
                return new LbfgsResult(norm <= tolerance ? LbfgsStop.Converged : LbfgsStop.MaxIterations, iteration, evaluations, value, norm);
            }

            var features = WorkingSet(point, gradient, size);
            size = Math.Max(2 * features.Length, size);
            var target = _sparse?.Target(point, gradient, features, norm) ?? Target(point, gradient, features, norm);
            var slope = Dot.Of(gradient, target) - Dot.Of(gradient, point) + Penalty(target) - Penalty(point);
            var step = 1.0;
            while (true)
            {
                for (var i = 0; i < trial.Length; i++)
                {
                    trial[i] = step == 1 ? target[i] : point[i] + (step * (target[i] - point[i]));
                }

                var before = value;
                loss = _loss.Evaluate(trial, gradient);
                evaluations++;
                value = loss + Penalty(trial);
                if (value <= before + (Decrease * step * slope) || Math.Abs(value - before) <= Rounding * Math.Abs(before))
                {
                    break;
                }

                value = before;
                step /= 2;
                if (step < 1e-10)
                {
                    loss = _loss.Evaluate(point, gradient);
                    return new LbfgsResult(LbfgsStop.NoProgress, iteration, evaluations, value, norm);
                }
            }

            trial.CopyTo(point, 0);
            Shift(point);
        }
    }

    double Penalty(ReadOnlySpan<double> point)
    {
        var penalty = 0.0;
        for (var at = 0; at < point.Length; at++)
        {
            if (at % _stride is var j and > 0)
            {
                penalty += (_l1[j - 1] * Math.Abs(point[at])) + (0.5 * _l2[j - 1] * point[at] * point[at]);
            }
        }

        return penalty;
    }

    /// <summary>The largest component of the subgradient nearest 0.</summary>
    double Violation(double[] point, double[] gradient)
    {
        var largest = 0.0;
        for (var at = 0; at < point.Length; at++)
        {
            largest = Math.Max(largest, Violation(point[at], gradient[at], at % _stride));
        }

        return largest;
    }

    double Violation(double value, double slope, int place)
    {
        if (place == 0)
        {
            return Math.Abs(slope);
        }

        var (l1, l2) = (_l1[place - 1], _l2[place - 1]);
        return value == 0 ? Math.Max(0, Math.Abs(slope) - l1) : Math.Abs(slope + (l2 * value) + Math.CopySign(l1, value));
    }

    /// <summary>The columns that a score uses, and those whose slope asks for it most, in their own order.</summary>
    int[] WorkingSet(double[] point, double[] gradient, int size)
    {
        var p = _stride - 1;
        var pull = new double[p];
        for (var at = 0; at < point.Length; at++)
        {
            if (at % _stride is var j and > 0)
            {
                var ratio = point[at] != 0 ? double.PositiveInfinity : Math.Abs(gradient[at]) / _l1[j - 1];
                pull[j - 1] = Math.Max(pull[j - 1], ratio);
            }
        }

        // A slope that is near its bound is likely to pass it after this step.
        const double Near = 0.8;
        var used = pull.Count(double.IsInfinity);
        return [.. Enumerable.Range(0, p).Where(j => pull[j] > Near).OrderByDescending(j => pull[j]).Take(Math.Max(size, 2 * used)).Order()];
    }

    /// <summary>Where the second-order approximation and the penalties together are least.</summary>
    double[] Target(double[] point, double[] gradient, int[] features, double norm)
    {
        var (m, scores) = (features.Length + 1, _loss.Scores);
        var coupled = scores == 1 || scores * m <= MostCoupled;
        var hessian = _curvature.At(point, features, coupled && scores > 1);
        var target = (double[])point.Clone();
        var blocks = coupled ? 1 : scores;
        var size = scores / blocks * m;
        for (var block = 0; block < blocks; block++)
        {
            // The places of the block's coordinates within a point.
            var places = Enumerable.Range(0, size).Select(i => (((block * size / m) + (i / m)) * _stride) + (i % m == 0 ? 0 : 1 + features[(i % m) - 1])).ToArray();
            var matrix = hessian.AsSpan(block * size * size, size * size);
            if (scores > 1 || !_intercept)
            {
                // Moving all intercepts alike changes nothing: where they are solved for together, the last one stays.
                Pin(matrix, size, coupled && _intercept ? size - m : _intercept ? -1 : 0);
            }

            Solve(matrix, places, point, gradient, norm, target);
        }

        return target;
    }

    static void Pin(Span<double> matrix, int size, int coordinate)
    {
        for (var i = 0; i < size && coordinate >= 0; i++)
        {
            matrix[(i * size) + coordinate] = matrix[(coordinate * size) + i] = 0;
        }
    }

    /// <summary>Minimises over the coordinates at some places.</summary>
    void Solve(ReadOnlySpan<double> hessian, int[] places, double[] point, double[] gradient, double norm, double[] target)
    {
        // Much nearer than the approximation itself is to the loss.
        const double Nearer = 1e-3;
        const int SweepsPerCheck = 4;
        const int MostSweeps = 20_000;
        var l1 = Array.ConvertAll(places, at => at % _stride == 0 ? 0 : _l1[(at % _stride) - 1]);
        var l2 = Array.ConvertAll(places, at => at % _stride == 0 ? 0 : _l2[(at % _stride) - 1]);
        var v = Array.ConvertAll(places, at => point[at]);
        var q = Array.ConvertAll(places, at => -gradient[at]);
        var b = (double[])q.Clone();
        for (var i = 0; i < v.Length; i++)
        {
            AddScaled.Into(v[i], hessian.Slice(i * v.Length, v.Length), b);
        }

        var nextSolve = 10 + v.Length - v.AsSpan().Count(0.0);
        for (var sweeps = SweepsPerCheck; sweeps <= MostSweeps; sweeps += SweepsPerCheck)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < SweepsPerCheck; i++)
            {
                CoordinateDescent.Sweep(hessian, l1, l2, v, q);
            }

            var left = 0.0;
            for (var i = 0; i < v.Length; i++)
            {
                left = Math.Max(left, hessian[i * (v.Length + 1)] <= 0 ? 0 : Violation(v[i], -q[i], places[i] % _stride));
            }

            if (left <= Nearer * norm)
            {
                break;
            }

            if (sweeps >= nextSolve)
            {
                CoordinateDescent.SolveSupport(hessian, b, l1, l2, v);
                CoordinateDescent.Slope(hessian, b, v, q);
                nextSolve = sweeps + 10 + v.Length - v.AsSpan().Count(0.0);
            }
        }

        for (var i = 0; i < v.Length; i++)
        {
            target[places[i]] = v[i];
        }
    }

    /// <summary>
    /// Moves the coefficients of a column for all of three or more classes alike to where their penalty is least, which changes no probability, and likewise
    /// the intercepts to a mean of 0.
    /// </summary>
    void Shift(double[] point)
    {
        var scores = _loss.Scores;
        if (scores == 1)
        {
            return;
        }

        var values = new double[scores];
        for (var place = 0; place < _stride; place++)
        {
            for (var score = 0; score < scores; score++)
            {
                values[score] = point[(score * _stride) + place];
            }

            var shift = place == 0 ? values.Average() : BestShift(values, _l1[place - 1], _l2[place - 1]);
            for (var score = 0; score < scores && shift != 0; score++)
            {
                point[(score * _stride) + place] -= shift;
            }
        }
    }

    /// <summary>The c that makes Σ (l1 |vᵢ − c| + ½ l2 (vᵢ − c)²) least; 0 where it is among the best.</summary>
    internal static double BestShift(double[] values, double l1, double l2)
    {
        var sorted = values.Order().ToArray();
        var k = sorted.Length;
        var mean = sorted.Average();

        // Between two neighbours the sum is a parabola; its slope, l1 (2 below − k) − l2 k (mean − c), grows with c.
        if (Slope(0, -1) <= 0 && Slope(0, 1) >= 0)
        {
            return 0;
        }

        for (var i = 0; i <= k; i++)
        {
            var (low, high) = (i == 0 ? double.NegativeInfinity : sorted[i - 1], i == k ? double.PositiveInfinity : sorted[i]);
            if (l2 > 0)
            {
                var lowest = mean - (l1 * ((2 * i) - k) / (l2 * k));
                if (lowest > low && lowest < high)
                {
                    return lowest;
                }
            }

            if (i < k && Slope(high, -1) <= 0 && Slope(high, 1) >= 0)
            {
                return high;
            }
        }

        return 0;

        double Slope(double c, int side)
        {
            var below = sorted.Count(value => value < c || (value == c && side > 0));
            return (l1 * ((2 * below) - k)) - (l2 * k * (mean - c));
        }
    }
}
