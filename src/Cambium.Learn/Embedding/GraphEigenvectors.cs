using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The smoothest vectors on a graph: the eigenvectors of the largest eigenvalues of its matrix S, the trivial one left out. Of a large graph by a subspace that a Chebyshev polynomial of S,
/// small where the eigenvalues that are not wanted lie, is applied to again and again; of a small one by all of S.
/// </summary>
/// <remarks>O((edges + n · vectors) · degree) a round. Source: Y. Zhou, Y. Saad, M. L. Tiago, J. R. Chelikowsky, "Self-consistent-field calculations using Chebyshev-filtered subspace iteration", 2006.</remarks>
static class GraphEigenvectors
{
    const int FewRows = 256;

    // Vectors beside those wanted let the polynomial fall off between what is wanted and what is not.
    const int Spare = 4;

    const int Degree = 32;
    const int MostRounds = 60;

    // An eigenvalue's share of 1 − λ that its residual may be: places to start from, which a few percent do not change.
    const double Tolerance = 0.01;
    const double LeastResidual = 1e-12;

    // Where nothing is known yet of the eigenvalues that are not wanted; a subspace may also know too little.
    const double FirstCut = 0.9;
    const double LeastCut = 0;

    /// <summary>Finds vectors of length 1, the smoothest first; each one's largest component is positive.</summary>
    /// <param name="graph">At least count + 1 rows that hang together.</param>
    /// <param name="count">How many.</param>
    /// <param name="random">Draws the first subspace.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>count × n, row-major.</returns>
    internal static double[] Of(NeighbourGraph graph, int count, RandomStream random, FitOptions options)
    {
        var matrix = new GraphMatrix(graph, options);
        var found = graph.RowCount <= Math.Max(FewRows, 4 * (count + Spare + GraphMatrix.Lanes)) ? Dense(matrix, count, options) : Filtered(matrix, count, random, options);
        for (var i = 0; i < count; i++)
        {
            VectorSign.MakeLargestPositive(found.AsSpan(i * graph.RowCount, graph.RowCount));
        }

        return found;
    }

    static double[] Dense(GraphMatrix matrix, int count, FitOptions options)
    {
        var n = matrix.RowCount;
        var all = matrix.Dense();
        // The trivial vector's eigenvalue moves from 1 to −1, the other end.
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < n; column++)
            {
                all[(row * n) + column] -= 2 * matrix.Trivial[row] * matrix.Trivial[column];
            }
        }

        return SymmetricEigen.Of(all, n, options.MaxThreads).Vectors[..(count * n)].ToArray();
    }

    static double[] Filtered(GraphMatrix matrix, int count, RandomStream random, FitOptions options)
    {
        var n = matrix.RowCount;
        var width = (count + Spare + GraphMatrix.Lanes - 1) / GraphMatrix.Lanes * GraphMatrix.Lanes;
        var vectors = new double[width * n]; // as rows
        foreach (ref var value in vectors.AsSpan())
        {
            value = random.NextGaussian();
        }

        var (y, z) = (new double[vectors.Length], new double[vectors.Length]); // n × width
        var cut = FirstCut;
        for (var round = 0; round < MostRounds; round++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            Turn(vectors, n, y);
            Filter(matrix, cut, ref y, ref z);
            Turn(y, width, vectors);
            TakeTrivial(matrix.Trivial, vectors);
            RangeFinder.Orthonormalise(vectors, n, width, options.MaxThreads);
            var (values, residuals) = Rotate(matrix, vectors, y, z, options);
            if (Enumerable.Range(0, count).All(i => residuals[i] <= Math.Max(LeastResidual, Tolerance * (1 - values[i]))))
            {
                break;
            }

            cut = Math.Max(values[^1], LeastCut);
        }

        return vectors[..(count * n)];
    }

    /// <summary>Applies the Chebyshev polynomial of S, whose interval from −1 to <paramref name="cut"/> is mapped onto −1 to 1.</summary>
    static void Filter(GraphMatrix matrix, double cut, ref double[] y, ref double[] z)
    {
        var (half, middle) = ((cut + 1) / 2, (cut - 1) / 2);
        Array.Clear(z);
        matrix.Step(y, middle, 1 / half, z);
        for (var degree = 1; degree < Degree; degree++)
        {
            (y, z) = (z, y);
            matrix.Step(y, middle, 2 / half, z);
        }

        (y, z) = (z, y);
    }

    /// <summary>Turns an orthonormal basis of a subspace to the approximate eigenvectors in it, the largest value first.</summary>
    static (double[] Values, double[] Residuals) Rotate(GraphMatrix matrix, double[] vectors, double[] y, double[] z, FitOptions options)
    {
        var n = matrix.RowCount;
        var width = vectors.Length / n;
        Turn(vectors, n, y);
        Array.Clear(z);
        matrix.Step(y, 0, 1, z);

        var products = new double[width * width];
        var basis = new MatrixView<double>(vectors, width, n);
        MatrixProduct.Of(basis, new MatrixView<double>(z, n, width), new MatrixSpan<double>(products, width, width), options.MaxThreads);
        var eigen = SymmetricEigen.Of(products, width, options.MaxThreads);
        var turn = new MatrixView<double>(eigen.Vectors, width, width);
        var images = new double[vectors.Length];
        var target = new MatrixSpan<double>(y, width, n);
        MatrixProduct.Of(turn, basis, target, options.MaxThreads);
        MatrixProduct.Of(turn, new MatrixView<double>(z, n, width).Transposed, new MatrixSpan<double>(images, width, n), options.MaxThreads);
        y.CopyTo(vectors, 0);

        var (values, residuals) = (eigen.Values.ToArray(), new double[width]);
        for (var i = 0; i < width; i++)
        {
            var image = images.AsSpan(i * n, n);
            AddScaled.Into(-values[i], vectors.AsSpan(i * n, n), image);
            residuals[i] = Math.Sqrt(Dot.Of(image, image));
        }

        return (values, residuals);
    }

    static void TakeTrivial(double[] trivial, double[] vectors)
    {
        for (var start = 0; start < vectors.Length; start += trivial.Length)
        {
            var vector = vectors.AsSpan(start, trivial.Length);
            AddScaled.Into(-Dot.Of(trivial, vector), trivial, vector);
        }
    }

    /// <summary>Writes rows as columns.</summary>
    static void Turn(double[] rows, int length, double[] columns)
    {
        var count = rows.Length / length;
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < length; i++)
            {
                columns[(i * count) + row] = rows[(row * length) + i];
            }
        }
    }
}
