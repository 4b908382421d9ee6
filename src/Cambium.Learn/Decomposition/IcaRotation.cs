using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The rotation of white rows to independent sources.</summary>
sealed class IcaRotation
{
    // 2 kB of each of k rows: stays in the first- or second-level cache.
    const int RowsAtOnce = 256;

    readonly FastIca _recipe;
    readonly double[] _white;
    readonly int _k;
    readonly int _n;

    /// <summary>Keeps the rows.</summary>
    /// <param name="recipe">Contrast, tolerance, iterations, seed.</param>
    /// <param name="white">k × n, row-major: uncorrelated, of mean 0 and variance 1.</param>
    /// <param name="k">Sources.</param>
    internal IcaRotation(FastIca recipe, double[] white, int k)
    {
        _recipe = recipe;
        _white = white;
        _k = k;
        _n = white.Length / k;
        Weights = new double[k * k];
    }

    /// <summary>k × k, row-major: row j makes source j.</summary>
    internal double[] Weights { get; }

    internal int Iterations { get; set; }

    internal bool Converged { get; set; }

    /// <summary>Turns from a random start until nothing turns any more.</summary>
    internal void Find(FitOptions options)
    {
        var random = new RandomStream(_recipe.Seed);
        foreach (ref var weight in Weights.AsSpan())
        {
            weight = random.NextGaussian();
        }

        Decorrelate(Weights);
        while (Iterations < _recipe.MaxIterations && !Converged)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var next = Step(options);
            Decorrelate(next);
            var turn = 0.0;
            for (var i = 0; i < _k; i++)
            {
                turn = Math.Max(turn, Math.Abs(Math.Abs(Dot.Of(next.AsSpan(i * _k, _k), Weights.AsSpan(i * _k, _k))) - 1));
            }

            next.CopyTo(Weights, 0);
            Iterations++;
            Converged = turn < _recipe.Tolerance;
            options.Progress?.Report(new FitProgress("iterations", Iterations, _recipe.MaxIterations));
        }
    }

    /// <summary>Newton's step for each source: E[z g(wᵀ z)] − E[g'(wᵀ z)] w.</summary>
    double[] Step(FitOptions options)
    {
        var blocks = ParallelBlocks.Count(_n, RowsAtOnce);
        var products = new double[blocks][];
        var slopes = new double[blocks][];
        ParallelBlocks.For(
            _n,
            RowsAtOnce,
            options.MaxThreads,
            (block, start, end) =>
            {
                var m = end - start;
                var white = new MatrixView<double>(_white.AsSpan(start), _k, m, _n);
                var sources = new double[_k * m];
                slopes[block] = new double[_k];
                products[block] = new double[_k * _k];
                MatrixProduct.Of(new MatrixView<double>(Weights, _k, _k), white, new MatrixSpan<double>(sources, _k, m), 1);
                for (var i = 0; i < _k; i++)
                {
                    slopes[block][i] = Derive(sources.AsSpan(i * m, m));
                }

                MatrixProduct.Of(new MatrixView<double>(sources, _k, m), white.Transposed, new MatrixSpan<double>(products[block], _k, _k), 1);
            },
            options.CancellationToken);

        var next = new double[_k * _k];
        var slope = new double[_k];
        for (var block = 0; block < blocks; block++)
        {
            AddScaled.Into(1, products[block], next);
            AddScaled.Into(1, slopes[block], slope);
        }

        for (var i = 0; i < next.Length; i++)
        {
            next[i] = (next[i] - (slope[i / _k] * Weights[i])) / _n;
        }

        return next;
    }

    /// <summary>Replaces each z by g(z), the contrast's derivative, and gives the sum of g'(z).</summary>
    double Derive(Span<double> sources)
    {
        var slope = 0.0;
        foreach (ref var z in sources)
        {
            switch (_recipe.Contrast)
            {
                case IcaContrast.LogCosh:
                    z = Math.Tanh(z);
                    slope += 1 - (z * z);
                    break;
                case IcaContrast.Exp:
                    var bell = Math.Exp(-z * z / 2);
                    slope += (1 - (z * z)) * bell;
                    z *= bell;
                    break;
                default:
                    slope += 3 * z * z;
                    z = z * z * z;
                    break;
            }
        }

        return slope;
    }

    /// <summary>Replaces W by (W Wᵀ)^(−1/2) W, the rotation that is nearest to it.</summary>
    void Decorrelate(double[] weights)
    {
        var singular = SingularValues.Of(new MatrixView<double>(weights, _k, _k));
        var left = new MatrixView<double>(singular.Left, _k, _k).Transposed;
        MatrixProduct.Of(left, new MatrixView<double>(singular.Right, _k, _k), new MatrixSpan<double>(weights, _k, _k), 1);
    }
}
