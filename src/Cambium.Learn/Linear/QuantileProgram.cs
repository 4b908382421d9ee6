using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The linear programme of quantile regression with a penalty on sizes, solved by an interior-point method on its dual: maximise yᵀ d where Aᵀ d = 0 and every dᵢ is between −lᵢ
/// and uᵢ. A holds the standardised columns with a column of ones before them, and below them a row for each penalised coefficient.
/// </summary>
/// <remarks>
/// Some 20 to 40 iterations of O(n p²). Source: S. Portnoy, R. Koenker, "The Gaussian Hare and the Laplacian Tortoise", 1997 (Frisch-Newton for quantile regression); S. Mehrotra, 1992
/// (predictor and corrector).
/// </remarks>
sealed class QuantileProgram
{
    // How much of the way to the border a step goes: the value of Portnoy and Koenker.
    const double Back = 0.99995;

    // Keeps collinear columns from making the matrix singular, relative to its diagonal.
    const double Ridge = 1e-13;

    // With more coefficients, finding the corner costs more than it brings.
    const int MostCornered = 512;

    readonly LinearDesign _design;
    readonly FitOptions _options;
    readonly double[] _y; // targets, then a 0 for each penalty
    readonly double[] _low; // l, the price of a unit below
    readonly double[] _high; // u, the price of a unit above
    readonly double[] _ones;
    readonly bool _intercept;
    readonly int _n;
    readonly int _m; // intercept and coefficients

    /// <summary>Prepares the programme.</summary>
    /// <param name="design">The columns.</param>
    /// <param name="y">Targets.</param>
    /// <param name="quantile">τ.</param>
    /// <param name="penalties">On the size of each standardised coefficient, added to the sum over the rows; empty where there are none.</param>
    /// <param name="intercept">Whether there is an intercept.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal QuantileProgram(LinearDesign design, double[] y, double quantile, double[] penalties, bool intercept, FitOptions options)
    {
        _design = design;
        _options = options;
        _intercept = intercept;
        _n = y.Length;
        _m = design.Columns.Length + 1;
        _y = [.. y, .. new double[penalties.Length]];
        _low = new double[_y.Length];
        _high = new double[_y.Length];
        _ones = new double[_n];
        Array.Fill(_ones, intercept ? 1 : 0);
        for (var i = 0; i < _y.Length; i++)
        {
            var weight = i >= _n ? penalties[i - _n] : design.Weights.Length == 0 ? 1 : design.Weights[i];
            (_low[i], _high[i]) = i >= _n ? (weight, weight) : ((1 - quantile) * weight, quantile * weight);
        }
    }

    /// <summary>Solves it.</summary>
    /// <param name="tolerance">The largest gap, over the sum of the weights.</param>
    /// <param name="maxIterations">Most iterations.</param>
    /// <param name="progress">Told the iterations and the mean objective.</param>
    internal QuantileSolution Solve(double tolerance, int maxIterations, Action<int, double> progress)
    {
        var state = new InteriorPoint(_y.Length, _m);
        var best = new double[_m];
        var (value, bound) = (double.PositiveInfinity, double.NegativeInfinity);
        Start(state);
        var iteration = 0;
        while (true)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            Keep(state.Point);
            bound = Math.Max(bound, Dual(state));
            progress(iteration, value);
            if (value - bound <= tolerance || iteration == maxIterations || !TryStep(state))
            {
                break;
            }

            iteration++;
        }

        // A corner is exact to working precision, which the path through the inside only comes near to.
        if (_m <= MostCornered)
        {
            Keep(Corner(state));
        }

        var gap = Math.Max(0, value - bound);
        return new QuantileSolution(best, gap, iteration, gap <= tolerance);

        void Keep(double[] point)
        {
            var found = Value(point);
            if (found < value)
            {
                (best, value) = ((double[])point.Clone(), found);
            }
        }
    }

    /// <summary>Starts at d = 0, inside the dual, and from the least-squares coefficients.</summary>
    void Start(InteriorPoint state)
    {
        var weights = new double[_y.Length];
        var weighted = new double[_y.Length];
        for (var i = 0; i < _y.Length; i++)
        {
            (state.X[i], state.S[i]) = (_low[i], _high[i]);
            weights[i] = i < _n ? _low[i] + _high[i] : 0;
            weighted[i] = weights[i] * _y[i];
        }

        if (Factor(weights) is { } factor)
        {
            Transposed(weighted, state.Point);
            factor.Solve(state.Point);
        }

        Residuals(state.Point, state.R);
        var margin = 0.1 * state.R.Average(Math.Abs);
        for (var i = 0; i < _y.Length; i++)
        {
            state.Z[i] = Math.Max(0, -state.R[i]) + margin;
            state.W[i] = Math.Max(0, state.R[i]) + margin;
        }
    }

    /// <summary>Goes a step towards the minimum: first aims at the border, then, knowing how far that would go, at a point on the way.</summary>
    /// <returns>False where rounding leaves no direction.</returns>
    bool TryStep(InteriorPoint state)
    {
        var n = _y.Length;
        var (x, s, z, w, r, q) = (state.X, state.S, state.Z, state.W, state.R, state.Q);
        var complement = 0.0;
        for (var i = 0; i < n; i++)
        {
            // Rows of weight 0 take no part.
            q[i] = _low[i] + _high[i] == 0 ? 0 : 1 / ((z[i] / x[i]) + (w[i] / s[i]));
            state.V[i] = q[i] * r[i];
            complement += (x[i] * z[i]) + (s[i] * w[i]);
        }

        if (Factor(q) is not { } factor)
        {
            return false;
        }

        Direction(state, factor, 0, corrects: false);
        var (primal, dual) = StepLengths(state);
        var after = 0.0;
        for (var i = 0; i < n; i++)
        {
            after += ((x[i] + (primal * state.Dx[i])) * (z[i] + (dual * state.Dz[i]))) + ((s[i] - (primal * state.Dx[i])) * (w[i] + (dual * state.Dw[i])));
        }

        var ratio = after / complement;
        Direction(state, factor, complement * ratio * ratio * ratio / (2 * n), corrects: true);
        (primal, dual) = StepLengths(state);
        if (!double.IsFinite(primal + dual) || Math.Max(primal, dual) < 1e-8)
        {
            return false;
        }

        for (var i = 0; i < n; i++)
        {
            x[i] += primal * state.Dx[i];
            s[i] -= primal * state.Dx[i];
            z[i] += dual * state.Dz[i];
            w[i] += dual * state.Dw[i];
        }

        AddScaled.Into(dual, state.Move, state.Point);
        Residuals(state.Point, r);
        return true;
    }

    /// <summary>Newton's direction to the point where every product x z and s w is <paramref name="target"/>; correcting, with the products of the direction found before.</summary>
    void Direction(InteriorPoint state, Cholesky factor, double target, bool corrects)
    {
        var n = _y.Length;
        for (var i = 0; i < n; i++)
        {
            var (forX, forS) = (0.0, 0.0);
            if (corrects && state.Q[i] > 0)
            {
                forX = (target - (state.Dx[i] * state.Dz[i])) / state.X[i];
                forS = (target + (state.Dx[i] * state.Dw[i])) / state.S[i];
            }

            (state.ForX[i], state.ForS[i]) = (forX, forS);
            state.V[i] = state.Q[i] * (state.R[i] + forX - forS);
        }

        Transposed(state.V, state.Move);
        factor.Solve(state.Move);
        Product(state.Move, state.V);
        for (var i = 0; i < n; i++)
        {
            if (state.Q[i] == 0)
            {
                continue;
            }

            var dx = state.Q[i] * (state.R[i] + state.ForX[i] - state.ForS[i] - state.V[i]);
            state.Dx[i] = dx;
            state.Dz[i] = state.ForX[i] - state.Z[i] - (state.Z[i] / state.X[i] * dx);
            state.Dw[i] = state.ForS[i] - state.W[i] + (state.W[i] / state.S[i] * dx);
        }
    }

    /// <summary>How far x and s, and how far z and w, can go before one of them is 0.</summary>
    (double Primal, double Dual) StepLengths(InteriorPoint state)
    {
        var (primal, dual) = (1 / Back, 1 / Back);
        for (var i = 0; i < _y.Length; i++)
        {
            if (state.Q[i] == 0)
            {
                continue;
            }

            var dx = state.Dx[i];
            primal = dx < 0 ? Math.Min(primal, -state.X[i] / dx) : dx > 0 ? Math.Min(primal, state.S[i] / dx) : primal;
            dual = state.Dz[i] < 0 ? Math.Min(dual, -state.Z[i] / state.Dz[i]) : dual;
            dual = state.Dw[i] < 0 ? Math.Min(dual, -state.W[i] / state.Dw[i]) : dual;
        }

        return (Back * primal, Back * dual);
    }

    /// <summary>The coefficients that fit as many rows exactly as there are coefficients: those rows whose dual is farthest from its borders.</summary>
    double[] Corner(InteriorPoint state)
    {
        // A row that is nearly made up by those before it would fix nothing but rounding errors.
        const double Independent = 1e-8;
        var order = Enumerable.Range(0, _y.Length).OrderByDescending(i => state.Q[i]).Take((4 * _m) + 20).ToArray();
        var taken = new List<(double[] Row, int Pivot)>();
        foreach (var i in order)
        {
            var row = Row(i);
            var size = row.Take(_m).Max(Math.Abs);
            foreach (var (before, at) in taken)
            {
                AddScaled.Into(-row[at] / before[at], before, row);
                row[at] = 0;
            }

            var pivot = 0;
            for (var j = 1; j < _m; j++)
            {
                pivot = Math.Abs(row[j]) > Math.Abs(row[pivot]) ? j : pivot;
            }

            if (Math.Abs(row[pivot]) > Independent * size)
            {
                taken.Add((row, pivot));
            }

            if (taken.Count == _m)
            {
                break;
            }
        }

        var point = new double[_m];
        for (var k = taken.Count - 1; k >= 0; k--)
        {
            var (row, pivot) = taken[k];
            point[pivot] = (row[_m] - Dot.Of(row.AsSpan(0, _m), point)) / row[pivot];
        }

        return point;
    }

    /// <summary>A row of A and its target.</summary>
    double[] Row(int i)
    {
        var row = new double[_m + 1];
        row[_m] = _y[i];
        row[0] = i < _n ? _ones[i] : 0;
        for (var j = 0; j < _m - 1; j++)
        {
            row[j + 1] = i < _n ? (_design.Columns[j].Span[i] - _design.Means[j]) / _design.Scales[j] : i - _n == j ? 1 : 0;
        }

        return row;
    }

    /// <summary>The mean objective.</summary>
    double Value(double[] point)
    {
        var residuals = new double[_y.Length];
        Residuals(point, residuals);
        var value = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            value += residuals[i] >= 0 ? _high[i] * residuals[i] : -_low[i] * residuals[i];
        }

        return value / _design.TotalWeight;
    }

    /// <summary>The mean objective of the dual, below which the objective cannot come.</summary>
    double Dual(InteriorPoint state)
    {
        var dual = 0.0;
        for (var i = 0; i < _y.Length; i++)
        {
            dual += _y[i] * (state.X[i] - _low[i]);
        }

        return dual / _design.TotalWeight;
    }

    /// <summary>Aᵀ Q A.</summary>
    Cholesky? Factor(double[] q)
    {
        var roots = new double[_n];
        for (var i = 0; i < _n; i++)
        {
            roots[i] = Math.Sqrt(q[i]);
        }

        var matrix = CorrelationMatrix.Compute([_ones, .. _design.Columns], [0, .. _design.Means], [1, .. _design.Scales], roots, _n, _options);
        for (var j = 0; j < _m; j++)
        {
            ref var diagonal = ref matrix[j * (_m + 1)];
            diagonal *= 1 + Ridge;
            diagonal += j > 0 && _y.Length > _n ? q[_n + j - 1] : 0;
            diagonal = diagonal > 0 ? diagonal : 1; // a column that takes no part
        }

        return Cholesky.TryFactor(matrix, _m, out var factor) ? factor : null;
    }

    /// <summary>Aᵀ v.</summary>
    void Transposed(double[] v, double[] result)
    {
        var sum = Sum.Of(v.AsSpan(0, _n));
        result[0] = _intercept ? sum : 0;
        ParallelBlocks.For(
            _m - 1,
            4,
            _options.MaxThreads,
            (_, start, end) =>
            {
                for (var j = start; j < end; j++)
                {
                    var product = Dot.Of(_design.Columns[j].Span, v.AsSpan(0, _n)) - (_design.Means[j] * sum);
                    result[j + 1] = (product / _design.Scales[j]) + (v.Length > _n ? v[_n + j] : 0);
                }
            },
            _options.CancellationToken);
    }

    /// <summary>A b.</summary>
    void Product(double[] b, double[] result)
    {
        var weights = new double[_m - 1];
        var constant = _intercept ? b[0] : 0;
        for (var j = 0; j < weights.Length; j++)
        {
            weights[j] = b[j + 1] / _design.Scales[j];
            constant -= weights[j] * _design.Means[j];
        }

        ParallelBlocks.For(
            _n,
            LinearRows.Block(_n, _m, 1),
            _options.MaxThreads,
            (_, start, end) =>
            {
                var tile = LinearRows.Tile(_m);
                for (var row = start; row < end; row += tile)
                {
                    var part = result.AsSpan(row, Math.Min(tile, end - row));
                    part.Fill(constant);
                    ColumnProduct.Add(_design.Columns, row, weights, part);
                }
            },
            _options.CancellationToken);
        for (var j = _n; j < result.Length; j++)
        {
            result[j] = b[j - _n + 1];
        }
    }

    /// <summary>y − A b.</summary>
    void Residuals(double[] b, double[] result)
    {
        Product(b, result);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = _y[i] - result[i];
        }
    }

    /// <summary>A point inside the programme, and the direction to go: an item a row but for the coefficients and their move.</summary>
    sealed class InteriorPoint(int rows, int coefficients)
    {
        internal double[] X { get; } = new double[rows]; // d + l

        internal double[] S { get; } = new double[rows]; // u − d

        internal double[] Z { get; } = new double[rows]; // how far a row is below

        internal double[] W { get; } = new double[rows]; // how far it is above; W − Z = R

        internal double[] R { get; } = new double[rows];

        internal double[] Q { get; } = new double[rows];

        internal double[] V { get; } = new double[rows];

        internal double[] Dx { get; } = new double[rows];

        internal double[] Dz { get; } = new double[rows];

        internal double[] Dw { get; } = new double[rows];

        internal double[] ForX { get; } = new double[rows];

        internal double[] ForS { get; } = new double[rows];

        internal double[] Point { get; } = new double[coefficients];

        internal double[] Move { get; } = new double[coefficients];
    }
}
