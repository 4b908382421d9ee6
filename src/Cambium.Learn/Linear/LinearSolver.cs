using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Solves penalised least squares on standardised columns.</summary>
static class LinearSolver
{
    // Normal equations lose about as many digits as 1 / pivot has; below this the QR factorisation, which loses half as many, takes over.
    const double SmallestPivot = 1e-5;

    // A column of which those before it leave less than this share of its spread is made up by them: the value of R's lm.
    const double Collinear = 1e-7;

    // Of sparse columns: above, all pairs cost more than walking along gradients, and more than 128 MiB.
    const int MostPairs = 4096;

    // With a penalty no column is made up by others; this share is what rounding leaves.
    const double CollinearWithPenalty = 1e-14;

    internal static LinearSolution Solve(LinearDesign design, double[] y, double l2, bool intercept, FitOptions options)
    {
        var moments = ColumnMoments.Of(y, design.Weights, design.TotalWeight);
        var mean = intercept ? moments.Mean : 0;
        var scale = LinearDesign.Scale(moments, intercept) is var spread and > 0 ? spread : 1;
        var p = design.Count;
        if (p == 0)
        {
            return new LinearSolution([], mean, 0, []);
        }

        var roots = Array.ConvertAll(design.Weights, Math.Sqrt);
        var target = new ExtraColumn(y, mean, scale, IsFirst: false);
        var penalties = Array.ConvertAll(design.Scales, deviation => l2 / deviation / deviation);
        var solution = new double[p];
        var isAliased = new bool[p];
        var rank = p;
        if (design.Sparse is not null && p > MostPairs)
        {
            ThrowIfUnpenalised(l2, p);
            RidgeByGradients.Solve(design, target, penalties, roots, solution, options);
        }
        else if (!TrySolveNormal(CorrelationMatrix.Compute(design, target, roots, options), penalties, solution))
        {
            rank = SolveByQr(design, target, roots, penalties, solution, isAliased, options);
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

    static void ThrowIfUnpenalised(double l2, int columns)
    {
        if (l2 == 0)
        {
            throw new TableException(
                $"The table cannot be learned from: its sparse columns make {columns} features that vary, and least squares without a penalty is solved for at most {MostPairs}: " +
                "set L2 above 0, or drop features.");
        }
    }

    static int SolveByQr(
        LinearDesign design, ExtraColumn target, double[] roots, double[] penalties, double[] solution, bool[] isAliased, FitOptions options)
    {
        const int Tile = 128;
        var p = penalties.Length;
        var squares = new LeastSquares(p, design.RowCount + p);
        var standard = new double[(p + 1) * Tile];
        // What is made up by others goes by the order of the table's columns, in which sparse places may come before numbers.
        var order = Enumerable.Range(0, p).OrderBy(j => design.Active[j]).ToArray();
        var ordered = new double[(p + 1) * Tile];
        for (var row = 0; row < design.RowCount; row += Tile)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Tile, design.RowCount - row);
            design.Standardize(row, count, roots, standard);
            CorrelationMatrix.Standardize([target.Values], [target.Mean], [target.Scale], roots, row, count, standard.AsSpan(p * count));
            for (var place = 0; place <= p; place++)
            {
                standard.AsSpan((place == p ? p : order[place]) * count, count).CopyTo(ordered.AsSpan(place * count));
            }

            squares.AddRows(ordered.AsSpan(0, (p + 1) * count));
        }

        for (var place = 0; place < p; place++)
        {
            if (penalties[order[place]] > 0)
            {
                squares.AddUnitRow(place, Math.Sqrt(penalties[order[place]]));
            }
        }

        var (found, isMadeUp) = (new double[p], new bool[p]);
        var rank = squares.Solve(Array.Exists(penalties, penalty => penalty > 0) ? CollinearWithPenalty : Collinear, found, isMadeUp);
        for (var place = 0; place < p; place++)
        {
            (solution[order[place]], isAliased[order[place]]) = (found[place], isMadeUp[place]);
        }

        return rank;
    }
}
