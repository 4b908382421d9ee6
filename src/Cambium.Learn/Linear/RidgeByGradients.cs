using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Ridge regression of many sparse columns by conjugate gradients on the normal equations of standardised columns, which are never formed: each step multiplies by the table and by its
/// transpose. Time O(entries) a step, memory O(n + p).
/// </summary>
/// <remarks>Source: M. R. Hestenes, E. Stiefel, "Methods of Conjugate Gradients for Solving Linear Systems", 1952, with the diagonal for a preconditioner.</remarks>
static class RidgeByGradients
{
    // What is left of the right-hand side, as a share of it: near what rounding leaves.
    const double Left = 1e-13;

    /// <summary>Solves (G + diag(penalties)) w = g of standardised columns and target.</summary>
    /// <param name="design">p columns.</param>
    /// <param name="target">The target.</param>
    /// <param name="penalties">p numbers above 0.</param>
    /// <param name="roots">√s, one a row; empty where every row counts 1.</param>
    /// <param name="solution">p numbers; overwritten.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal static void Solve(LinearDesign design, ExtraColumn target, double[] penalties, double[] roots, Span<double> solution, FitOptions options)
    {
        var p = penalties.Length;
        var products = new StandardProducts(design, options);
        var weighted = new double[design.RowCount];
        ScaleShift.Into(target.Values.Span, target.Mean, 1 / target.Scale, roots, weighted);
        for (var row = 0; row < roots.Length; row++)
        {
            weighted[row] *= roots[row];
        }

        var (residual, direction, product) = (new double[p], new double[p], new double[p]);
        products.Transposed(weighted, residual);
        solution.Clear();
        var scaled = new double[p];
        var length = Precondition(residual, scaled);
        scaled.CopyTo(direction, 0);
        var enough = Left * Left * length;
        for (var step = 0; step < 10 * p && length > enough; step++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            products.Of(direction, weighted);
            for (var row = 0; row < roots.Length; row++)
            {
                weighted[row] *= roots[row] * roots[row];
            }

            products.Transposed(weighted, product);
            for (var j = 0; j < p; j++)
            {
                product[j] += penalties[j] * direction[j];
            }

            var along = length / Dot.Of(direction, product);
            AddScaled.Into(along, direction, solution);
            AddScaled.Into(-along, product, residual);
            var next = Precondition(residual, scaled);
            var keep = next / length;
            length = next;
            for (var j = 0; j < p; j++)
            {
                direction[j] = scaled[j] + (keep * direction[j]);
            }
        }

        // Standardised columns have ones on the diagonal, times the weight of all rows.
        double Precondition(double[] vector, double[] result)
        {
            for (var j = 0; j < p; j++)
            {
                result[j] = vector[j] / (design.TotalWeight + penalties[j]);
            }

            return Dot.Of(vector, result);
        }
    }
}
