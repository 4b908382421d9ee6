using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The leading singular vectors of a matrix X from a sketch: X times a few random vectors spans nearly what the leading left vectors span,
/// all the more so after a few rounds of multiplying by X Xᵀ.
/// </summary>
/// <remarks>Source: N. Halko, P.-G. Martinsson, J. A. Tropp, "Finding Structure with Randomness", 2011, algorithms 4.4 and 5.1.</remarks>
static class RangeFinder
{
    // A smaller pivot tells that the square of the condition leaves fewer than some five digits.
    const double LeastPivot = 1e-10;

    // Xᵀ X at once squares the spread of the singular values: up to here the least vector keeps ten digits a round.
    const double MostSpread = 1e3;

    /// <summary>Finds the leading vectors.</summary>
    internal static PrincipalAxes Of(NumberColumns columns, double[] shifts, double factor, AxesPlan plan, FitOptions options)
    {
        var (n, p) = (columns.Rows, columns.Count);
        var width = Math.Min(plan.Count + plan.Oversampling, Math.Min(n, p));
        using var x = new SketchRows(columns, shifts, factor, options);
        return Of(x, n, p, width, x.Squares, plan, options);
    }

    /// <summary>Finds the leading vectors of a sparse matrix.</summary>
    internal static PrincipalAxes Of(SparseNumbers numbers, AxesPlan plan, FitOptions options)
    {
        var (n, p) = (numbers.Rows, numbers.Count);
        var width = Math.Min(plan.Count + plan.Oversampling, Math.Min(n, p));
        return Of(new SparseSides(numbers, width, options), n, p, width, numbers.Squares, plan, options);
    }

    static PrincipalAxes Of(IMatrixSides x, int n, int p, int width, double squares, AxesPlan plan, FitOptions options)
    {
        var random = new RandomStream(plan.Seed);
        var across = new double[checked(width * p)]; // vectors of p numbers, as rows
        foreach (ref var value in across.AsSpan())
        {
            value = random.NextGaussian();
        }

        var along = new double[checked(width * n)]; // vectors of n numbers, as rows
        var spread = double.PositiveInfinity;
        for (var round = 0; round < plan.PowerIterations; round++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Progress?.Report(new FitProgress("rounds", round, plan.PowerIterations));
            if (spread < MostSpread)
            {
                x.Round(across);
                spread = Math.Sqrt(Orthonormalise(across, p, width, options.MaxThreads));
            }
            else
            {
                x.ToRows(across, along);
                Orthonormalise(along, n, width, options.MaxThreads);
                x.ToColumns(along, across);
                spread = Orthonormalise(across, p, width, options.MaxThreads);
            }
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new FitProgress("rounds", plan.PowerIterations, plan.PowerIterations));
        x.ToRows(across, along);
        ThinQr.Factor(along, n, width);
        x.ToColumns(along, across);
        var found = SingularValues.Of(new MatrixView<double>(across, width, p));
        return new PrincipalAxes(found.Right[..(plan.Count * p)].ToArray(), found.Values[..plan.Count].ToArray(), squares);
    }

    /// <summary>
    /// Makes rows orthonormal so that they span what they spanned: by the Cholesky factor of their products where that keeps enough digits,
    /// which is all that a round asks for, else by reflections.
    /// </summary>
    /// <returns>About how many times longer the longest row is than what the shortest adds to the others; ∞ where reflections were needed.</returns>
    internal static double Orthonormalise(double[] rows, int length, int count, int maxThreads)
    {
        var products = new double[count * count];
        MatrixProduct.AddSquare(1, new MatrixView<double>(rows, count, length), 0, new MatrixSpan<double>(products, count, count), maxThreads);
        var scales = Enumerable.Range(0, count).Select(i => 1 / Math.Sqrt(products[i * (count + 1)])).ToArray();
        for (var i = 0; i < products.Length; i++)
        {
            products[i] *= scales[i / count] * scales[i % count];
        }

        if (!Cholesky.TryFactor(products, count, out var factor) || factor.SmallestPivot < LeastPivot)
        {
            ThinQr.Factor(rows, length, count);
            return double.PositiveInfinity;
        }

        // Row i of L⁻¹ is what Lᵀ makes into unit vector i.
        var inverse = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            var row = inverse.AsSpan(i * count, count);
            row[i] = 1;
            factor.SolveTransposed(row);
        }

        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] *= scales[i % count];
        }

        var made = new double[rows.Length];
        var target = new MatrixSpan<double>(made, count, length);
        MatrixProduct.Of(new MatrixView<double>(inverse, count, count), new MatrixView<double>(rows, count, length), target, maxThreads);
        made.CopyTo(rows, 0);
        return scales.Max() / (scales.Min() * Math.Sqrt(factor.SmallestPivot));
    }
}
