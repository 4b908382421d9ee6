namespace Cambium.Numerics;

/// <summary>A symmetric matrix A = Q T Qᵀ, where T has one diagonal beside the main one and Q is a product of reflections.</summary>
/// <remarks>4/3 n³ operations. Source: A. S. Householder, 1958; R. S. Martin, C. Reinsch, J. H. Wilkinson, "Householder's
/// Tridiagonalization of a Symmetric Matrix", 1968.</remarks>
sealed class TridiagonalForm
{
    // Eigenvectors that are turned back together, so that a reflection is read once for all of them.
    const int Together = 4;

    readonly int _n;
    readonly double[] _reflections; // row i begins with the i numbers of its reflection
    readonly double[] _halfSquares; // half of |u|² of each; 0: none

    /// <summary>Reduces a matrix.</summary>
    /// <param name="matrix">n × n, row-major; only the lower triangle is read. It is kept and overwritten.</param>
    /// <param name="n">Rows.</param>
    internal TridiagonalForm(double[] matrix, int n)
    {
        _n = n;
        _reflections = matrix;
        _halfSquares = new double[n];
        Diagonal = new double[n];
        Beside = new double[n];
        var product = new double[n];
        for (var i = n - 1; i > 0; i--)
        {
            Reduce(i, product);
        }

        for (var i = 0; i < n; i++)
        {
            Diagonal[i] = matrix[(i * n) + i];
        }
    }

    /// <summary>The diagonal of T.</summary>
    internal double[] Diagonal { get; }

    /// <summary>What stands beside the diagonal: entry i is T at i, i + 1; the last is 0.</summary>
    internal double[] Beside { get; }

    /// <summary>Replaces eigenvectors of T by those of A.</summary>
    /// <param name="vectors">Rows of n numbers.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    internal void TurnBack(double[] vectors, int maxThreads) =>
        ParallelBlocks.For(
            vectors.Length / Math.Max(1, _n), Together, maxThreads, (_, start, end) => TurnBack(vectors.AsSpan(start * _n, (end - start) * _n)));

    void TurnBack(Span<double> vectors)
    {
        for (var i = 1; i < _n; i++)
        {
            if (_halfSquares[i] == 0)
            {
                continue;
            }

            var u = _reflections.AsSpan(i * _n, i);
            for (var start = 0; start < vectors.Length; start += _n)
            {
                var vector = vectors.Slice(start, i);
                AddScaled.Into(-Dot.Of(u, vector) / _halfSquares[i], u, vector);
            }
        }
    }

    /// <summary>Makes row i 0 but for its last two entries, and the column likewise.</summary>
    void Reduce(int i, Span<double> product)
    {
        var a = _reflections.AsSpan();
        var n = _n;
        var u = a.Slice(i * n, i);
        var before = u[..^1];
        var square = Dot.Of(before, before);
        if (square == 0)
        {
            Beside[i - 1] = u[^1];
            return;
        }

        // The reflection goes to the far side, so that its last entry loses no digits.
        var last = u[^1];
        var beside = Math.CopySign(Math.Sqrt(square + (last * last)), -last);
        Beside[i - 1] = beside;
        var half = (beside * beside) - (last * beside);
        _halfSquares[i] = half;
        u[^1] = last - beside;

        var p = product[..i];
        p.Clear();
        for (var j = 0; j < i; j++)
        {
            var row = a.Slice(j * n, j);
            p[j] += Dot.Of(row, u[..j]) + (a[(j * n) + j] * u[j]);
            AddScaled.Into(u[j], row, p[..j]);
        }

        foreach (ref var value in p)
        {
            value /= half;
        }

        AddScaled.Into(-Dot.Of(u, p) / (2 * half), u, p);
        for (var j = 0; j < i; j++)
        {
            var row = a.Slice(j * n, j + 1);
            AddScaled.Into(-u[j], p[..(j + 1)], row);
            AddScaled.Into(-p[j], u[..(j + 1)], row);
        }
    }
}
