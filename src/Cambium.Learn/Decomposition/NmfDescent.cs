using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Coordinate descent on ½ ‖X − W H‖² over non-negative W and H, each in turn one component at a time.</summary>
/// <remarks>Both factors lie with a component's numbers beside each other, so that rows, or columns, are changed a vector at a
/// time.</remarks>
sealed class NmfDescent
{
    // k rows of 4 kB.
    const int AtOnce = 512;

    // Entries below this share of the root of the table's mean, the size of a factor, are rounding.
    const double NoEntry = 1e-6;

    readonly double[] _x; // Xᵀ, p × n
    readonly double[] _amounts; // Wᵀ, k × n
    readonly int _n;
    readonly int _p;
    readonly int _k;
    readonly FitOptions _options;

    internal NmfDescent(NumberColumns columns, int k, FitOptions options)
    {
        (_n, _p, _k) = (columns.Rows, columns.Count, k);
        _options = options;
        _x = new double[checked(_p * _n)];
        columns.Copy(0, [], 1, _x);
        _amounts = new double[checked(k * _n)];
        Parts = new double[k * _p];
    }

    /// <summary>H, k × p, row-major.</summary>
    internal double[] Parts { get; }

    internal int Iterations { get; set; }

    internal bool Converged { get; set; }

    /// <summary>Starts both factors with sizes of normal numbers, such that their product has the table's mean size.</summary>
    internal void StartAtRandom(double mean, long seed)
    {
        var random = new RandomStream(seed);
        var size = Math.Sqrt(mean / _k);
        foreach (ref var value in Parts.AsSpan())
        {
            value = size * Math.Abs(random.NextGaussian());
        }

        foreach (ref var value in _amounts.AsSpan())
        {
            value = size * Math.Abs(random.NextGaussian());
        }
    }

    /// <summary>Starts with the leading singular vectors: of each pair, the parts of one sign that hold more.</summary>
    internal void StartFromVectors(NumberColumns columns, ColumnMoments[] moments)
    {
        var largest = moments.Max(moment => Math.Max(moment.Deviation, moment.Mean));
        var plan = AxesPlan.Of(Math.Min(_n, _p), _k, SvdSolver.Auto, null, 10, 0);
        var axes = PrincipalAxes.Of(columns, new double[_p], largest, plan, _options);
        // The left vectors times their values.
        var along = new Projection(axes.Vectors, [], _p).Of(columns, _options.MaxThreads, _options.CancellationToken);
        var least = NoEntry * Math.Sqrt(moments.Average(moment => moment.Mean));
        for (var i = 0; i < _k; i++)
        {
            var amounts = _amounts.AsSpan(i * _n, _n);
            var parts = Parts.AsSpan(i * _p, _p);
            StartPart(along.AsSpan(i * _n, _n), axes.Vectors.AsSpan(i * _p, _p), amounts, parts, least);
        }
    }

    internal void Run(int maxIterations, double tolerance)
    {
        var first = 0.0;
        while (Iterations < maxIterations && !Converged)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var slope = ImproveAmounts() + ImproveParts();
            first = Iterations == 0 ? slope : first;
            Iterations++;
            Converged = slope <= tolerance * first;
            _options.Progress?.Report(new FitProgress("iterations", Iterations, maxIterations));
        }
    }

    /// <summary>‖X − W H‖².</summary>
    internal double SquaredError()
    {
        var sums = new double[ParallelBlocks.Count(_n, AtOnce)];
        ParallelBlocks.For(
            _n,
            AtOnce,
            _options.MaxThreads,
            (block, start, end) =>
            {
                var m = end - start;
                var rest = new double[_p * m];
                for (var column = 0; column < _p; column++)
                {
                    _x.AsSpan((column * _n) + start, m).CopyTo(rest.AsSpan(column * m));
                }

                var parts = new MatrixView<double>(Parts, _k, _p).Transposed;
                MatrixProduct.Add(-1, parts, new MatrixView<double>(_amounts.AsSpan(start), _k, m, _n), 1, new MatrixSpan<double>(rest, _p, m), 1);
                sums[block] = Dot.Of(rest, rest);
            },
            _options.CancellationToken);
        return sums.Sum();
    }

    static void StartPart(Span<double> left, ReadOnlySpan<double> right, Span<double> amounts, Span<double> parts, double least)
    {
        var (leftPlus, leftMinus) = Lengths(left);
        var (rightPlus, rightMinus) = Lengths(right);
        var sign = leftPlus * rightPlus >= leftMinus * rightMinus ? 1 : -1;
        var (leftLength, rightLength) = sign > 0 ? (leftPlus, rightPlus) : (leftMinus, rightMinus);
        var size = leftLength * rightLength;

        // The left vector comes times its value, so the size of the part is that value, less what the vectors' other parts hold; both
        // factors get its root.
        var root = Math.Sqrt(size);
        Take(left, sign * (size > 0 ? root / leftLength : 0), amounts, least);
        Take(right, sign * (size > 0 ? root / rightLength : 0), parts, least);
    }

    static (double Plus, double Minus) Lengths(ReadOnlySpan<double> vector)
    {
        var (plus, minus) = (0.0, 0.0);
        foreach (var entry in vector)
        {
            plus += entry > 0 ? entry * entry : 0;
            minus += entry < 0 ? entry * entry : 0;
        }

        return (Math.Sqrt(plus), Math.Sqrt(minus));
    }

    static void Take(ReadOnlySpan<double> vector, double factor, Span<double> target, double least)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            var entry = factor * vector[i];
            target[i] = entry < least ? 0 : entry;
        }
    }

    double ImproveAmounts()
    {
        var products = new double[_k * _n]; // H Xᵀ
        var target = new MatrixSpan<double>(products, _k, _n);
        MatrixProduct.Of(new MatrixView<double>(Parts, _k, _p), new MatrixView<double>(_x, _p, _n), target, _options.MaxThreads);
        return Improve(_amounts, _n, Pairs(Parts, _p), products);
    }

    double ImproveParts()
    {
        var products = new double[_k * _p]; // Wᵀ X
        var target = new MatrixSpan<double>(products, _k, _p);
        MatrixProduct.Of(new MatrixView<double>(_amounts, _k, _n), new MatrixView<double>(_x, _p, _n).Transposed, target, _options.MaxThreads);
        return Improve(Parts, _p, Pairs(_amounts, _n), products);
    }

    double[] Pairs(double[] factor, int length)
    {
        var pairs = new double[_k * _k];
        MatrixProduct.AddSquare(1, new MatrixView<double>(factor, _k, length), 0, new MatrixSpan<double>(pairs, _k, _k), _options.MaxThreads);
        return pairs;
    }

    /// <summary>Brings each component of a factor to its best value given the others, in turn; gives the sum of the projected gradients
    /// met.</summary>
    double Improve(double[] factor, int length, double[] pairs, double[] products)
    {
        var slopes = new double[ParallelBlocks.Count(length, AtOnce)];
        ParallelBlocks.For(length, AtOnce, _options.MaxThreads, (block, start, end) =>
        {
            var gradient = new double[end - start];
            for (var i = 0; i < _k; i++)
            {
                products.AsSpan((i * length) + start, gradient.Length).CopyTo(gradient);
                for (var j = 0; j < _k; j++)
                {
                    AddScaled.Into(-pairs[(i * _k) + j], factor.AsSpan((j * length) + start, gradient.Length), gradient);
                }

                slopes[block] += Step(factor.AsSpan((i * length) + start, gradient.Length), gradient, pairs[i * (_k + 1)]);
            }
        });
        return slopes.Sum();
    }

    /// <summary>Newton's step along the falling gradient, stopped at 0.</summary>
    static double Step(Span<double> values, ReadOnlySpan<double> falling, double curvature)
    {
        var slope = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            slope += values[i] == 0 ? Math.Max(0, falling[i]) : Math.Abs(falling[i]);
            values[i] = curvature == 0 ? values[i] : Math.Max(0, values[i] + (falling[i] / curvature));
        }

        return slope;
    }
}
