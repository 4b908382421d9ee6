using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Solves penalised least squares on standardised columns.</summary>
static class LinearSolver
{
    // Normal equations lose about as many digits as 1 / pivot has; below this the QR factorisation, which loses half as many, takes over.
    const double SmallestPivot = 1e-5;

    // A column of which those before it leave less than this share of its spread is made up by them: the value of R's lm.
    const double Collinear = 1e-7;

    // With a penalty no column is made up by others; this share is what rounding leaves.
    const double CollinearWithPenalty = 1e-14;

    internal static LinearSolution Solve(LinearDesign design, double[] y, double l2, bool intercept, FitOptions options)
    {
        var moments = ColumnMoments.Of(y, design.Weights, design.TotalWeight);
        var mean = intercept ? moments.Mean : 0;
        var scale = LinearDesign.Scale(moments, intercept) is var spread and > 0 ? spread : 1;
        var p = design.Columns.Length;
        if (p == 0)
        {
            return new LinearSolution([], mean, 0, []);
        }

        var roots = Array.ConvertAll(design.Weights, Math.Sqrt);
        ReadOnlyMemory<double>[] columns = [.. design.Columns, y];
        double[] means = [.. design.Means, mean];
        double[] scales = [.. design.Scales, scale];
        var penalties = Array.ConvertAll(design.Scales, deviation => l2 / deviation / deviation);
        var solution = new double[p];
        var isAliased = new bool[p];
        var rank = p;
        if (!TrySolveNormal(CorrelationMatrix.Compute(columns, means, scales, roots, design.RowCount, options), penalties, solution))
        {
            rank = SolveByQr(columns, means, scales, roots, penalties, design.RowCount, solution, isAliased, options);
        }

        for (var j = 0; j < p; j++)
        {
            solution[j] *= scale / design.Scales[j];
            mean -= solution[j] * design.Means[j];
        }

        return new LinearSolution(solution, intercept ? mean : 0, rank, isAliased);
    }

    /// <summary>Solves (G + diag(penalties)) w = g, with G and g from the products of all columns, the target last; refuses where that would lose digits.</summary>
    static bool TrySolveNormal(double[] products, double[] penalties, Span<double> solution)
    {
        var p = penalties.Length;
        var roots = new double[p];
        for (var j = 0; j < p; j++)
        {
            roots[j] = Math.Sqrt(products[(j * (p + 1)) + j] + penalties[j]);
        }

        // Ones on the diagonal make the pivots comparable.
        var matrix = new double[p * p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[(i * p) + j] = products[(i * (p + 1)) + j] / roots[i] / roots[j];
            }

            matrix[(i * p) + i] = 1;
            solution[i] = products[(p * (p + 1)) + i] / roots[i];
        }

        if (!Cholesky.TryFactor(matrix, p, out var factor) || factor.SmallestPivot < SmallestPivot)
        {
            return false;
        }

        factor.Solve(solution);
        for (var j = 0; j < p; j++)
        {
            solution[j] /= roots[j];
        }

        return true;
    }

    static int SolveByQr(
        ReadOnlyMemory<double>[] columns,
        double[] means,
        double[] scales,
        double[] roots,
        double[] penalties,
        int rowCount,
        double[] solution,
        bool[] isAliased,
        FitOptions options)
    {
        const int Tile = 128;
        var p = penalties.Length;
        var squares = new LeastSquares(p, rowCount + p);
        var standard = new double[(p + 1) * Tile];
        for (var row = 0; row < rowCount; row += Tile)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Tile, rowCount - row);
            CorrelationMatrix.Standardize(columns, means, scales, roots, row, count, standard);
            squares.AddRows(standard.AsSpan(0, (p + 1) * count));
        }

        for (var j = 0; j < p; j++)
        {
            if (penalties[j] > 0)
            {
                squares.AddUnitRow(j, Math.Sqrt(penalties[j]));
            }
        }

        return squares.Solve(Array.Exists(penalties, penalty => penalty > 0) ? CollinearWithPenalty : Collinear, solution, isAliased);
    }
}
