using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Approximates the inverse Hessian of <see cref="LogisticObjective"/> by that of some of the rows, score by score. With it, L-BFGS needs few iterations
/// however different the spreads of the features and however correlated they are; it corrects what the approximation leaves out.
/// </summary>
sealed class LogisticPreconditioner
{
    const int Tile = 128;

    // Above these the factors cost more than the iterations they save; standardised columns alone must do.
    const double MostFactorWork = 1.1e9;

    // Rows to look at first: at 32 for each column, eigenvalues are within a third of those of all rows, (1 ± √(1/32))².
    const int RowsPerColumn = 32;
    const int LeastRows = 4096;

    // Partial sums of all blocks together, in doubles: 32 MiB.
    const double MostPartials = 4 << 20;

    // Keeps collinear columns, and rows that all are told apart with certainty, from making the matrix singular.
    const double Ridge = 1e-4;

    readonly LinearDesign _design;
    readonly LogisticObjective _objective;
    readonly double[] _penalties; // what L2 adds to each column's curvature
    readonly bool _intercept;
    readonly FitOptions _options;
    readonly int _stride; // of a score within a point
    readonly Cholesky?[] _factors;
    readonly double[] _curvatures; // of each score, the mean over the rows
    int _every;

    internal LogisticPreconditioner(LinearDesign design, LogisticObjective objective, double l2, bool intercept, FitOptions options)
    {
        _design = design;
        _objective = objective;
        _penalties = Array.ConvertAll(design.Scales, scale => l2 / design.TotalWeight / scale / scale);
        _intercept = intercept;
        _options = options;
        _stride = design.Count + 1;
        _factors = new Cholesky?[objective.Scores];
        _curvatures = new double[objective.Scores];
        _every = Math.Max(1, design.RowCount / Math.Max(LeastRows, RowsPerColumn * design.Count));
    }

    /// <summary>Takes the Hessian at a point, from now on; each time from four times as many rows.</summary>
    internal void Update(double[] point)
    {
        if (Math.Pow(_stride, 3) * _factors.Length > MostFactorWork)
        {
            Array.Fill(_curvatures, 0.25);
            return;
        }

        var size = _stride * _stride;
        var mostBlocks = Math.Clamp((int)(MostPartials / size / _factors.Length), 1, 64);
        var blockTiles = Math.Max(_every, (ParallelBlocks.Count(_design.RowCount, Tile) + mostBlocks - 1) / mostBlocks);
        var partials = new double[ParallelBlocks.Count(_design.RowCount, blockTiles * Tile)][];
        ParallelBlocks.For(_design.RowCount, blockTiles * Tile, _options.MaxThreads, AddBlock, _options.CancellationToken);
        foreach (var partial in partials.AsSpan(1))
        {
            AddScaled.Into(1, partial, partials[0]);
        }

        for (var score = 0; score < _factors.Length; score++)
        {
            Factor(score, partials[0].AsSpan(score * size, size), partials[0][^1]);
        }

        _every = Math.Max(1, _every / 4);

        void AddBlock(int block, int start, int end)
        {
            // The last item is the weight of the rows looked at.
            var sums = partials[block] = new double[(_factors.Length * size) + 1];
            for (var row = start; row < end; row += Tile)
            {
                if (row / Tile % _every == 0)
                {
                    AddRows(point, row, Math.Min(Tile, end - row), sums);
                }
            }
        }
    }

    /// <summary>Replaces a vector by its product with the inverse.</summary>
    internal void Apply(Span<double> vector)
    {
        for (var score = 0; score < _factors.Length; score++)
        {
            var own = vector.Slice(score * _stride, _stride);
            if (_factors[score] is { } factor)
            {
                factor.Solve(own);
                continue;
            }

            own[0] /= _curvatures[score];
            for (var j = 1; j < _stride; j++)
            {
                own[j] /= _curvatures[score] + _penalties[j - 1];
            }
        }

        // Moving all classes alike changes nothing but the penalty, along which the curvature is another one: the steps do not go there.
        _objective.CenterScores(vector);
    }

    /// <summary>Adds the Hessians of a run of rows.</summary>
    void AddRows(double[] point, int row, int count, double[] sums)
    {
        var scores = _factors.Length;
        var rented = ArrayPool<double>.Shared.Rent(((2 * _stride) + scores + 1) * Tile);
        var columns = rented.AsSpan(0, _stride * count);
        var weighted = rented.AsSpan(_stride * Tile, _stride * count);
        var z = rented.AsSpan(2 * _stride * Tile, scores * Tile);
        columns[..count].Fill(_intercept ? 1 : 0);
        _design.Standardize(row, count, [], columns[count..]);
        z.Clear();
        for (var score = 0; score < scores; score++)
        {
            for (var j = 0; j < _stride; j++)
            {
                AddScaled.Into(point[(score * _stride) + j], columns.Slice(j * count, count), z.Slice(score * Tile, count));
            }
        }

        if (scores == 1)
        {
            Sigmoid.Of(z, z);
        }
        else
        {
            Softmax.Replace(z, Tile, rented.AsSpan(((2 * _stride) + scores) * Tile, Tile));
        }

        for (var i = 0; i < count; i++)
        {
            var weight = _design.Weights.Length == 0 ? 1 : _design.Weights[row + i];
            sums[^1] += weight;
            for (var score = 0; score < scores; score++)
            {
                ref var p = ref z[(score * Tile) + i];
                p = Math.Sqrt(weight * p * (1 - p));
            }
        }

        for (var score = 0; score < scores; score++)
        {
            for (var j = 0; j < _stride; j++)
            {
                ScaleShift.Into(columns.Slice(j * count, count), 0, 1, z.Slice(score * Tile, count), weighted.Slice(j * count, count));
            }

            GramMatrix.Add(weighted, _stride, sums.AsSpan(score * _stride * _stride, _stride * _stride));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Factors a score's Hessian; leaves the standardised columns alone to do where it is singular all the same.</summary>
    void Factor(int score, Span<double> matrix, double weight)
    {
        var mean = 0.0;
        for (var at = 0; at < matrix.Length; at++)
        {
            matrix[at] /= weight;
            mean += at % (_stride + 1) == 0 ? matrix[at] / _stride : 0;
        }

        _curvatures[score] = mean > 0 ? mean : 0.25;
        for (var j = 0; j < _stride; j++)
        {
            ref var diagonal = ref matrix[j * (_stride + 1)];

            // A column that is constant in the rows looked at tells nothing.
            diagonal = diagonal > 0 ? diagonal + (Ridge * mean) : _curvatures[score];
            diagonal += j > 0 ? _penalties[j - 1] : 0;
        }

        _factors[score] = Cholesky.TryFactor(matrix, _stride, out var factor) ? factor : null;
    }
}
