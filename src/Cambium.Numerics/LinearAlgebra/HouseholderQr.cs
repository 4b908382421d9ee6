namespace Cambium.Numerics;

/// <summary>Orthogonal triangularisation by Householder reflections.</summary>
/// <remarks>Source: A. S. Householder, 1958; P. Businger, G. H. Golub, "Linear Least Squares Solutions by Householder Transformations", 1965.</remarks>
static class HouseholderQr
{
    /// <summary>Replaces a matrix A by the triangle R of A = Q R; below the diagonal it becomes 0. Columns keep their order.</summary>
    /// <param name="a">Columns of <paramref name="rows"/> numbers, one after another.</param>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns, at least 0.</param>
    internal static void Triangularize(Span<double> a, int rows, int columns)
    {
        Lengths.ThrowIfDifferent(rows * columns, a.Length, nameof(a));
        for (var k = 0; k < Math.Min(rows, columns); k++)
        {
            Eliminate(a, rows, columns, k);
        }
    }

    /// <summary>
    /// Replaces a matrix A by the triangle R of A P = Q R. Columns are taken from the left; one of which the columns before it leave less than
    /// <paramref name="tolerance"/> times its length is passed over.
    /// </summary>
    /// <param name="a">Columns of <paramref name="rows"/> numbers, one after another.</param>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns that may be taken, at least 0; columns after them take part in the reflections only (right-hand sides).</param>
    /// <param name="tolerance">At least 0.</param>
    /// <param name="order">The original place of each column, those passed over at the end; as long as <paramref name="columns"/>, overwritten.</param>
    /// <returns>The rank: how many columns were taken.</returns>
    /// <remarks>Source: LINPACK's limited column pivoting as R's <c>lm</c> uses it; J. Dongarra et al., 1979, ch. 9.</remarks>
    internal static int TriangularizeFromLeft(Span<double> a, int rows, int columns, double tolerance, Span<int> order)
    {
        Lengths.ThrowIfDifferent(columns, order.Length, nameof(order));
        var lengths = new double[columns];
        for (var j = 0; j < columns; j++)
        {
            order[j] = j;
            lengths[j] = Norm(a.Slice(j * rows, rows));
        }

        var all = rows == 0 ? 0 : a.Length / rows;
        var rank = 0;
        for (var j = 0; j < columns; j++)
        {
            // Taken columns stand before those passed over, both in their order.
            var left = rank < rows ? Norm(a.Slice((j * rows) + rank, rows - rank)) : 0;
            if (left == 0 || left < tolerance * lengths[j])
            {
                continue;
            }

            Swap(a.Slice(rank * rows, rows), a.Slice(j * rows, rows), rank == j);
            (order[rank], order[j]) = (order[j], order[rank]);
            Eliminate(a, rows, all, rank);
            rank++;
        }

        return rank;
    }

    /// <summary>Reflects columns k and after so that column k becomes 0 below its diagonal.</summary>
    static void Eliminate(Span<double> a, int rows, int columns, int k)
    {
        var v = a.Slice((k * rows) + k, rows - k);
        var norm = Norm(v);
        if (norm == 0)
        {
            return;
        }

        // The reflection goes to the far side, so that the first entry of v loses no digits.
        var diagonal = v[0] > 0 ? -norm : norm;
        v[0] -= diagonal;
        var beta = -1 / (diagonal * v[0]);
        for (var j = k + 1; j < columns; j++)
        {
            var target = a.Slice((j * rows) + k, rows - k);
            AddScaled.Into(-beta * Dot.Of(v, target), v, target);
        }

        v.Clear();
        v[0] = diagonal;
    }

    static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot.Of(x, x));

    static void Swap(Span<double> x, Span<double> y, bool same)
    {
        for (var i = 0; i < x.Length && !same; i++)
        {
            (x[i], y[i]) = (y[i], x[i]);
        }
    }
}
