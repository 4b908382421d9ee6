using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Rows to fit lassos to, for one penalty after another, each starting where the last ended.</summary>
sealed class LassoProblem
{
    // Above, the inner products of all columns cost more than those of the columns that matter.
    const int MostGramColumns = 1024;
    const double FarthestForesight = 10;

    readonly RegressionData _data;
    readonly LinearDesign _design;
    readonly FitOptions _options;
    readonly double _mean; // of the target
    readonly double _scale; // its spread; 0 where there is nothing to explain
    readonly double[] _slopes; // Zᵀ t / Σ s, of standardised columns and target
    readonly double[] _gram; // Zᵀ Z / Σ s; empty where there are too many columns
    readonly LassoColumns? _columns; // then this
    readonly double[] _u; // coefficients of standardised columns and target
    readonly double[] _before; // those of the penalty before
    (double Penalty, double Before, double L1Share) _past; // of _u and of _before; 0 where there is none

    LassoProblem(RegressionData data, bool intercept, FitOptions options)
    {
        _data = data;
        _options = options;
        _design = LinearDesign.From(data.Features, data.Weights, intercept, options);
        var moments = ColumnMoments.Of(data.Target, data.Weights, _design.TotalWeight);
        _mean = intercept ? moments.Mean : 0;
        _scale = LinearDesign.Scale(moments, intercept);
        var p = _scale > 0 ? _design.Count : 0;
        (_u, _before, _slopes, _gram) = (new double[p], new double[p], new double[p], []);
        var roots = Array.ConvertAll(data.Weights, Math.Sqrt);
        if (p > MostGramColumns)
        {
            _columns = new LassoColumns(_design, StandardTarget(roots), roots, options);
            _columns.Slopes(_u, _slopes);
        }
        else if (p > 0)
        {
            _gram = Products(roots);
        }
    }

    internal static LassoProblem From(RegressionData data, bool intercept, FitOptions options) => new(data, intercept, options);

    /// <summary>The least penalty at which all coefficients are 0.</summary>
    internal double LargestPenalty(double l1Share)
    {
        var largest = 0.0;
        for (var j = 0; j < _u.Length; j++)
        {
            largest = Math.Max(largest, Math.Abs(_slopes[j]) * _design.Scales[j]);
        }

        return largest * _scale / l1Share;
    }

    /// <summary>Fits for a penalty.</summary>
    /// <param name="progress">Told the passes over the columns and the objective.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal LassoSolution Solve(double penalty, double l1Share, double tolerance, int maxSweeps, Action<int, double> progress)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        var p = _u.Length;
        var (gap, sweeps) = (0.0, 0);
        if (p == 0)
        {
            progress(0, 0);
        }
        else
        {
            var each = LassoPenalty.Of(penalty, l1Share, _design.Scales, _scale);
            Foresee(penalty, l1Share);
            var stop = new LassoStop(tolerance, maxSweeps, progress, _options.CancellationToken);
            (gap, sweeps) = _columns is null
                ? LassoGram.Solve(_gram, _slopes, 1, each, stop, _u, new double[p])
                : _columns.Solve(each, stop, _u);
        }

        var coefficients = new double[_design.FeatureCount];
        var intercept = _mean;
        for (var j = 0; j < p; j++)
        {
            var weight = _u[j] * _scale / _design.Scales[j];
            coefficients[_design.Active[j]] = weight;
            intercept -= weight * _design.Means[j];
        }

        return new LassoSolution(coefficients, intercept, gap, sweeps, gap <= tolerance);
    }

    /// <summary>
    /// Moves the start along the line through the last two solutions: between two penalties at which a column comes or goes, solutions of the lasso lie on a line. Source: B. Efron,
    /// T. Hastie, I. Johnstone, R. Tibshirani, "Least Angle Regression", 2004, §3.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Foresee(double penalty, double l1Share)
    {
        var isOnLine = _past.L1Share == l1Share && penalty < _past.Penalty && _past.Penalty < _past.Before;
        var along = isOnLine ? (penalty - _past.Penalty) / (_past.Penalty - _past.Before) : 0;

        // Two solutions close together tell little of one far off.
        along = along <= FarthestForesight ? along : 0;
        for (var j = 0; j < _u.Length; j++)
        {
            var (old, last) = (_before[j], _u[j]);
            var next = last + (along * (last - old));
            _before[j] = last;

            // A column whose sign would change goes, and one that has just come may come from anywhere.
            _u[j] = old == 0 ? last : next * last > 0 ? next : 0;
        }

        _past = (penalty, _past.Penalty, l1Share);
    }

    /// <summary>Inner products of all columns; those with the target go to the slopes.</summary>
    double[] Products(double[] roots)
    {
        var p = _u.Length;
        var products = CorrelationMatrix.Compute(_design, new ExtraColumn(_data.Target, _mean, _scale, IsFirst: false), roots, _options);
        var gram = new double[p * p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[(i * p) + j] = gram[(j * p) + i] = products[(i * (p + 1)) + j] / _design.TotalWeight;
            }

            _slopes[i] = products[(p * (p + 1)) + i] / _design.TotalWeight;
        }

        return gram;
    }

    double[] StandardTarget(double[] roots)
    {
        var standard = new double[_design.RowCount];
        ScaleShift.Into(_data.Target, _mean, 1 / _scale, roots, standard);
        return standard;
    }
}
