using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Approximates the inverse Hessian of the mean log loss by that where all coefficients are 0: there it is the spread of the classes times the correlations
/// of the features, and the intercepts stand apart. L-BFGS corrects what is wrong with it elsewhere.
/// </summary>
static class LogisticPreconditioner
{
    // Above this the factor costs more than the iterations it saves; standardised columns alone must do.
    const int MostColumns = 1024;

    // Rows that the correlations are taken from: at 32 for each column their eigenvalues are within a third of those of all rows (1 ± √(1/32))².
    const int RowsPerColumn = 32;
    const int LeastRows = 4096;

    // Keeps collinear columns from making the matrix singular.
    const double Ridge = 1e-6;

    /// <summary>The preconditioner for points of <see cref="LogisticObjective"/>.</summary>
    internal static LbfgsPreconditioner For(LinearDesign design, LogisticObjective objective, double l2, FitOptions options)
    {
        var p = design.Columns.Length;
        var curvature = objective.Shares.Sum(share => share * (1 - share)) / (objective.Shares.Length - 1);
        curvature = objective.Scores == 1 ? curvature / 2 : curvature;
        var penalties = Array.ConvertAll(design.Scales, scale => l2 / design.TotalWeight / scale / scale);
        var factor = p is 0 or > MostColumns ? null : Factor(design, curvature, penalties, options);
        return vector =>
        {
            for (var start = 0; start < vector.Length; start += p + 1)
            {
                vector[start] /= curvature;
                var own = vector.Slice(start + 1, p);
                factor?.Solve(own);
                for (var j = 0; j < p && factor is null; j++)
                {
                    own[j] /= curvature + penalties[j];
                }
            }
        };
    }

    /// <summary>Factors curvature · R + diag(penalties), with R the correlations; null where it is singular all the same.</summary>
    static Cholesky? Factor(LinearDesign design, double curvature, double[] penalties, FitOptions options)
    {
        var p = penalties.Length;
        var every = Math.Max(1, design.RowCount / Math.Max(LeastRows, RowsPerColumn * p));
        var roots = Array.ConvertAll(design.Weights, Math.Sqrt);
        var matrix = CorrelationMatrix.Compute(design.Columns, design.Means, design.Scales, roots, design.RowCount, every, options);
        var spreads = new double[p];
        for (var j = 0; j < p; j++)
        {
            spreads[j] = Math.Sqrt(matrix[(j * p) + j]);
        }

        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < i; j++)
            {
                // A column that is constant in the rows looked at tells nothing of the others.
                var product = spreads[i] * spreads[j];
                matrix[(i * p) + j] = product > 0 ? curvature * matrix[(i * p) + j] / product : 0;
            }

            matrix[(i * p) + i] = (curvature * (1 + Ridge)) + penalties[i];
        }

        return Cholesky.TryFactor(matrix, p, out var factor) ? factor : null;
    }
}
