namespace Cambium.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by the implicit QL method.</summary>
/// <remarks>
/// Some 3 n³ operations with vectors. Rotations are kept until there are many and then applied to a few columns of the vectors at a time,
/// which stay in the first-level cache. Source: A. Dubrulle, R. S. Martin, J. H. Wilkinson, "The Implicit QL Algorithm", 1968.
/// </remarks>
sealed class TridiagonalQl
{
    // A sweep brings an off-diagonal entry down cubically; 2 are usual, 30 the customary limit, so this one is never met by finite numbers.
    const int MostSweeps = 200;

    // Four cache lines of a row.
    const int ColumnsAtOnce = 32;

    readonly int _n;
    readonly double[] _vectors;
    readonly int _threads;
    readonly List<(int Row, double Cosine, double Sine)> _rotations = [];

    TridiagonalQl(int n, double[] vectors, int threads)
    {
        _n = n;
        _vectors = vectors;
        _threads = threads;
    }

    /// <summary>Replaces the diagonal by the eigenvalues, in no order, and gives the eigenvectors as rows.</summary>
    /// <param name="diagonal">n numbers; overwritten.</param>
    /// <param name="beside">Entry i stands at i, i + 1; the last is 0. Overwritten.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    internal static double[] Solve(Span<double> diagonal, Span<double> beside, int maxThreads)
    {
        var n = diagonal.Length;
        var vectors = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            vectors[(i * n) + i] = 1;
        }

        var solver = new TridiagonalQl(n, vectors, maxThreads);
        for (var i = 0; i < n; i++)
        {
            for (var sweep = 0; sweep < MostSweeps; sweep++)
            {
                var end = EndOfBlock(diagonal, beside, i);
                if (end == i)
                {
                    break;
                }

                solver.Sweep(diagonal, beside, i, end);
            }
        }

        solver.Flush();
        return vectors;
    }

    /// <summary>The last row that hangs together with a row: where the next entry beside the diagonal is nothing against its
    /// neighbours.</summary>
    static int EndOfBlock(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> beside, int start)
    {
        var end = start;
        while (end < diagonal.Length - 1)
        {
            var size = Math.Abs(diagonal[end]) + Math.Abs(diagonal[end + 1]);
            if (Math.Abs(beside[end]) + size == size)
            {
                break;
            }

            end++;
        }

        return end;
    }

    void Sweep(Span<double> d, Span<double> e, int start, int end)
    {
        var ratio = (d[start + 1] - d[start]) / (2 * e[start]);
        var root = double.Hypot(ratio, 1);
        var g = d[end] - d[start] + (e[start] / (ratio + Math.CopySign(root, ratio)));
        var (sine, cosine, shift) = (1.0, 1.0, 0.0);
        for (var i = end - 1; i >= start; i--)
        {
            var f = sine * e[i];
            var b = cosine * e[i];
            root = double.Hypot(f, g);
            e[i + 1] = root;
            if (root == 0)
            {
                // The matrix falls apart here.
                d[i + 1] -= shift;
                e[end] = 0;
                return;
            }

            sine = f / root;
            cosine = g / root;
            g = d[i + 1] - shift;
            root = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * root;
            d[i + 1] = g + shift;
            g = (cosine * root) - b;
            _rotations.Add((i, cosine, sine));
        }

        d[start] -= shift;
        e[start] = g;
        e[end] = 0;
        if (_rotations.Count > 16 * _n)
        {
            Flush();
        }
    }

    void Flush()
    {
        // Fewer than a hundred thousand numbers are turned faster than a thread is woken.
        var threads = (long)_rotations.Count * _n < 100_000 ? 1 : _threads;
        ParallelBlocks.For(_n, ColumnsAtOnce, threads, (_, start, end) =>
        {
            foreach (var (row, cosine, sine) in _rotations)
            {
                var x = _vectors.AsSpan((row * _n) + start, end - start);
                var y = _vectors.AsSpan(((row + 1) * _n) + start, end - start);
                PlaneRotation.Apply(cosine, sine, x, y);
            }
        });
        _rotations.Clear();
    }
}
