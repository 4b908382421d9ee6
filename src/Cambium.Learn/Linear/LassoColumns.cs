using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The lasso of many columns: solves for those that may matter, from their inner products, then looks at all columns for ones that were left out wrongly, until the
/// duality gap of the whole is small. Columns whose slope is proved too small by the gap are not looked at for that penalty.
/// </summary>
/// <remarks>Source: M. Massias, A. Gramfort, J. Salmon, "Celer", 2018 (working sets); O. Fercoq, A. Gramfort, J. Salmon, "Mind the Duality Gap", 2015 (screening).</remarks>
sealed class LassoColumns
{
    const int FirstSet = 64;

    // Between two looks at all columns, the set's own problem is solved so much better than the whole is.
    const double Inner = 0.1;

    readonly LinearDesign _design;
    readonly double[] _target; // √s t
    readonly double[] _roots;
    readonly FitOptions _options;
    readonly List<int> _known = []; // columns whose inner products are kept
    readonly Dictionary<int, int> _placeOf = [];
    readonly List<double[]> _standard = []; // √s z of these; nothing of sparse places, which stay as they are
    readonly List<double> _slopes = []; // their products with the target
    double[] _gram = []; // capacity × capacity
    int _capacity;

    /// <summary>Starts with no column looked at.</summary>
    /// <param name="design">The columns.</param>
    /// <param name="target">√s t, standardised.</param>
    /// <param name="roots">√s; empty where every row counts 1.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal LassoColumns(LinearDesign design, double[] target, double[] roots, FitOptions options)
    {
        _design = design;
        _target = target;
        _roots = roots;
        _options = options;
    }

    /// <summary>Searches from <paramref name="u"/> on; returns the gap and the passes made over working sets.</summary>
    internal (double Gap, int Sweeps) Solve(LassoPenalty penalty, LassoStop stop, double[] u)
    {
        var q = new double[u.Length];
        var sweeps = 0;
        var size = FirstSet;
        while (true)
        {
            var squares = Slopes(u, q);
            var (gap, shrink) = penalty.Gap(u, q, squares);
            stop.AfterCheck(sweeps, penalty.Value(u, squares));
            if (gap <= stop.Tolerance || sweeps >= stop.MaxSweeps)
            {
                return (gap, sweeps);
            }

            size = Math.Max(size, 2 * (u.Length - u.AsSpan().Count(0.0)));
            var set = WorkingSet(penalty, u, q, gap, shrink, size);
            var inner = stop with
            {
                Tolerance = Inner * Math.Max(stop.Tolerance, Inner * gap),
                MaxSweeps = stop.MaxSweeps - sweeps,
                AfterCheck = (_, _) => { },
            };
            var (made, moved) = SolveSet(set, penalty, inner, u);
            sweeps += made;
            if (!moved && size >= u.Length)
            {
                // Rounding hides what is left of the gap.
                return (gap, sweeps);
            }

            size = Math.Min(u.Length, 2 * size);
        }
    }

    /// <summary>q = Zᵀ (t − Z u) / Σ s; returns the mean square of the residuals.</summary>
    internal double Slopes(ReadOnlySpan<double> u, double[] q)
    {
        var residuals = Residuals(u);
        var weighted = Weighted(residuals, out var sum);
        ParallelBlocks.For(q.Length, 16, _options.MaxThreads, Products, _options.CancellationToken);
        return Dot.Of(residuals, residuals) / _design.TotalWeight;

        void Products(int block, int start, int end)
        {
            const int Tile = 1024;
            var standard = new double[Math.Min(Tile, residuals.Length)];
            for (var j = start; j < end; j++)
            {
                if (j >= _design.Columns.Length)
                {
                    q[j] = SparseProduct(j, weighted, sum) / _design.TotalWeight;
                    continue;
                }

                var product = 0.0;
                for (var row = 0; row < residuals.Length; row += Tile)
                {
                    var part = standard.AsSpan(0, Math.Min(Tile, residuals.Length - row));
                    Standardize(j, row, part);
                    product += Dot.Of(part, residuals.AsSpan(row, part.Length));
                }

                q[j] = product / _design.TotalWeight;
            }
        }
    }

    /// <summary>√s (t − Z u).</summary>
    double[] Residuals(ReadOnlySpan<double> u)
    {
        var residuals = _target.ToArray();
        var shift = 0.0;
        for (var j = 0; j < u.Length; j++)
        {
            if (u[j] == 0)
            {
                continue;
            }

            if (j < _design.Columns.Length)
            {
                AddScaled.Into(-u[j], _standard[Know(j)], residuals);
                continue;
            }

            // The places' means are the same for all rows.
            shift += u[j] * _design.Means[j] / _design.Scales[j];
            AddSparse(j, -u[j] / _design.Scales[j], residuals);
        }

        for (var row = 0; row < residuals.Length && shift != 0; row++)
        {
            residuals[row] += shift * (_roots.Length == 0 ? 1 : _roots[row]);
        }

        return residuals;
    }

    /// <summary>Adds a multiple of √s x of a sparse place.</summary>
    void AddSparse(int column, double factor, Span<double> to)
    {
        var place = column - _design.Columns.Length;
        var rows = _design.Sparse!.Rows(place); // columns beyond those of numbers are sparse places
        var values = _design.Sparse.Values(place);
        for (var entry = 0; entry < rows.Length; entry++)
        {
            to[rows[entry]] += factor * values[entry] * (_roots.Length == 0 ? 1 : _roots[rows[entry]]);
        }
    }

    /// <summary>√s v and its sum, which is all that products with sparse places need of v.</summary>
    double[] Weighted(double[] v, out double sum)
    {
        sum = 0;
        if (_design.Sparse is null)
        {
            return [];
        }

        var weighted = v;
        if (_roots.Length > 0)
        {
            weighted = new double[v.Length];
            ScaleShift.Into(v, 0, 1, _roots, weighted);
        }

        sum = Sum.Of(weighted);
        return weighted;
    }

    /// <summary>zᵀ v of a sparse place, from √s v.</summary>
    double SparseProduct(int column, double[] weighted, double sum)
    {
        var place = column - _design.Columns.Length;
        var product = SparseDot.Of(_design.Sparse!.Rows(place), _design.Sparse.Values(place), weighted); // see AddSparse
        return (product - (_design.Means[column] * sum)) / _design.Scales[column];
    }

    /// <summary>The columns in use and those closest to it, in their own order.</summary>
    static int[] WorkingSet(LassoPenalty penalty, double[] u, double[] q, double gap, double shrink, int size)
    {
        var nearness = new double[u.Length];
        for (var j = 0; j < u.Length; j++)
        {
            var slope = Math.Abs(q[j] - (penalty.L2[j] * u[j]));

            // The dual optimum is within √(2 gap) of the feasible point, and the columns have length √(1 + l2).
            var isOut = u[j] == 0 && (shrink * slope) + Math.Sqrt(2 * gap * (1 + penalty.L2[j])) < penalty.L1[j];
            nearness[j] = u[j] != 0 ? double.PositiveInfinity : isOut ? -1 : slope / penalty.L1[j];
        }

        return [.. Enumerable.Range(0, u.Length).Where(j => nearness[j] >= 0).OrderByDescending(j => nearness[j]).Take(size).Order()];
    }

    /// <summary>Solves for the columns of a set, the others being 0; tells the passes made and whether anything changed.</summary>
    (int Sweeps, bool Moved) SolveSet(int[] set, LassoPenalty penalty, LassoStop stop, double[] u)
    {
        var m = set.Length;
        var places = Array.ConvertAll(set, Know);
        var gram = new double[m * m];
        var b = new double[m];
        var own = new double[m];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                gram[(i * m) + j] = _gram[(places[i] * _capacity) + places[j]];
            }

            b[i] = _slopes[places[i]];
            own[i] = u[set[i]];
        }

        var part = new LassoPenalty(Array.ConvertAll(set, j => penalty.L1[j]), Array.ConvertAll(set, j => penalty.L2[j]));
        var (_, sweeps) = LassoGram.Solve(gram, b, Dot.Of(_target, _target) / _design.TotalWeight, part, stop, own, new double[m]);
        var moved = false;
        for (var i = 0; i < m; i++)
        {
            moved |= u[set[i]] != own[i];
            u[set[i]] = own[i];
        }

        return (sweeps, moved);
    }

    /// <summary>The place of a column among those whose inner products are kept; it is added where it is new.</summary>
    int Know(int column)
    {
        if (_placeOf.TryGetValue(column, out var known))
        {
            return known;
        }

        _options.CancellationToken.ThrowIfCancellationRequested();
        var place = _known.Count;
        if (place == _capacity)
        {
            Grow();
        }

        var standard = new double[_design.RowCount];
        Standardize(column, 0, standard);
        _known.Add(column);
        _standard.Add(column < _design.Columns.Length ? standard : []);
        _slopes.Add(Dot.Of(standard, _target) / _design.TotalWeight);
        _placeOf.Add(column, place);
        var weighted = Weighted(standard, out var sum);
        ParallelBlocks.For(place + 1, 8, _options.MaxThreads, AddProducts, _options.CancellationToken);
        return place;

        void AddProducts(int block, int start, int end)
        {
            for (var other = start; other < end; other++)
            {
                var product = _known[other] < _design.Columns.Length ? Dot.Of(_standard[other], standard) : SparseProduct(_known[other], weighted, sum);
                product /= _design.TotalWeight;
                _gram[(place * _capacity) + other] = _gram[(other * _capacity) + place] = product;
            }
        }
    }

    void Grow()
    {
        var capacity = Math.Max(2 * FirstSet, 2 * _capacity);
        var gram = new double[checked(capacity * capacity)];
        for (var i = 0; i < _known.Count; i++)
        {
            _gram.AsSpan(i * _capacity, _known.Count).CopyTo(gram.AsSpan(i * capacity));
        }

        (_gram, _capacity) = (gram, capacity);
    }

    void Standardize(int column, int start, Span<double> standard)
    {
        if (column >= _design.Columns.Length)
        {
            // Written out one at a time, and whole.
            var centre = -_design.Means[column] / _design.Scales[column];
            for (var row = 0; row < standard.Length; row++)
            {
                standard[row] = centre * (_roots.Length == 0 ? 1 : _roots[row]);
            }

            AddSparse(column, 1 / _design.Scales[column], standard);
            return;
        }

        var roots = _roots.Length == 0 ? [] : _roots.AsSpan(start, standard.Length);
        ScaleShift.Into(_design.Columns[column].Span.Slice(start, standard.Length), _design.Means[column], 1 / _design.Scales[column], roots, standard);
    }
}
