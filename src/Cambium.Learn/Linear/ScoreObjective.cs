using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// A mean loss of b + x·w with a penalty on squares, and its gradient, by the coefficients of standardised features. Each evaluation reads the table once, in
/// blocks of rows that are summed in their order, and keeps every row's curvature, from which <see cref="UpdateCurvature"/> makes the matrix that
/// <see cref="Apply"/> solves with.
/// </summary>
/// <remarks>A point holds the intercept and then a coefficient for each column of the design. Without an intercept its place stays 0.</remarks>
sealed class ScoreObjective
{
    // Above, the factor costs more than the iterations it saves; standardised columns alone must do.
    const int MostFactored = 1024;

    // Keeps collinear columns from making the matrix singular, relative to its diagonal.
    const double Ridge = 1e-10;

    readonly LinearDesign _design;
    readonly RowLoss _loss;
    readonly double _l2;
    readonly bool _intercept;
    readonly FitOptions _options;
    readonly int _blockSize;
    readonly double[] _partials; // for each block, the gradient's sums over columns of numbers, the loss and the other sum
    readonly double[] _slopes; // of the rows' losses, one a row; empty where no feature is sparse
    readonly double[] _sparseSums; // the gradient's sums over sparse places
    readonly double[] _diagonal; // the curvature of each number of a point, where no factor is made
    readonly double[] _weights; // coefficients in the columns' own units
    readonly double[] _curvatures; // one a row
    readonly double[] _ones;
    Cholesky? _factor;

    /// <summary>Prepares evaluations.</summary>
    /// <param name="design">The columns.</param>
    /// <param name="loss">The rows' loss.</param>
    /// <param name="l2">λ of ½ λ ‖w‖², added to the sum over the rows.</param>
    /// <param name="intercept">Whether there is an intercept.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal ScoreObjective(LinearDesign design, RowLoss loss, double l2, bool intercept, FitOptions options)
    {
        var p = design.Count;
        _design = design;
        _loss = loss;
        _l2 = l2;
        _intercept = intercept;
        _options = options;
        _blockSize = LinearRows.Block(design.RowCount, design.RowWork, 1);
        _partials = new double[ParallelBlocks.Count(design.RowCount, _blockSize) * (design.Columns.Length + 3)];
        _slopes = new double[design.Sparse is null ? 0 : design.RowCount];
        _sparseSums = new double[p - design.Columns.Length];
        _diagonal = new double[p + 1];
        Array.Fill(_diagonal, 1);
        _weights = new double[p];
        _curvatures = new double[design.RowCount];
        _ones = new double[design.RowCount];
        Array.Fill(_ones, intercept ? 1 : 0);
    }

    /// <summary>The other sum of the last evaluation, over the weights' sum.</summary>
    internal double Other { get; private set; }

    /// <summary>The numbers of a point.</summary>
    internal int Length => _weights.Length + 1;

    /// <summary>The penalised mean loss at a point, and its gradient.</summary>
    internal double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var p = _weights.Length;
        var (constant, penalty) = (point[0], 0.0);
        for (var j = 0; j < p; j++)
        {
            _weights[j] = point[j + 1] / _design.Scales[j];
            constant -= _weights[j] * _design.Means[j];
            penalty += _weights[j] * _weights[j];
        }

        Array.Clear(_partials);
        ParallelBlocks.For(_design.RowCount, _blockSize, _options.MaxThreads, (block, start, end) => AddBlock(block, start, end, constant), _options.CancellationToken);
        var dense = _design.Columns.Length;
        var sums = _partials.AsSpan(0, dense + 3);
        for (var block = sums.Length; block < _partials.Length; block += sums.Length)
        {
            AddScaled.Into(1, _partials.AsSpan(block, sums.Length), sums);
        }

        _design.Sparse?.Transposed(_slopes, _sparseSums, _options);
        gradient[0] = _intercept ? sums[0] / _design.TotalWeight : 0;
        for (var j = 0; j < p; j++)
        {
            var sum = j < dense ? sums[j + 1] : _sparseSums[j - dense];
            var slope = sum - (_design.Means[j] * sums[0]) + (_l2 * _weights[j]);
            gradient[j + 1] = slope / _design.Scales[j] / _design.TotalWeight;
        }

        Other = sums[^1] / _design.TotalWeight;
        return (sums[^2] + (0.5 * _l2 * penalty)) / _design.TotalWeight;
    }

    /// <summary>Takes the Hessian where the objective was last evaluated, from now on.</summary>
    internal void UpdateCurvature()
    {
        var m = Length;
        if (m > MostFactored)
        {
            var mean = Sum.Of(_curvatures) / _design.TotalWeight;
            for (var i = 0; i < m; i++)
            {
                var curvature = mean + (i == 0 ? 0 : _l2 / _design.TotalWeight / _design.Scales[i - 1] / _design.Scales[i - 1]);
                _diagonal[i] = curvature > 0 && double.IsFinite(curvature) ? curvature : 1;
            }

            return;
        }

        var roots = Array.ConvertAll(_curvatures, Math.Sqrt);
        var matrix = CorrelationMatrix.Compute(_design, new ExtraColumn(_ones, 0, 1, IsFirst: true), roots, _options);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[(i * m) + j] /= _design.TotalWeight;
            }

            ref var diagonal = ref matrix[i * (m + 1)];
            diagonal *= 1 + Ridge;
            diagonal += i == 0 ? 0 : _l2 / _design.TotalWeight / _design.Scales[i - 1] / _design.Scales[i - 1];
            diagonal = diagonal > 0 ? diagonal : 1; // nothing is known of it
        }

        _factor = Cholesky.TryFactor(matrix, m, out var factor) ? factor : null;
    }

    /// <summary>Replaces a vector by its product with the inverse of the matrix taken last.</summary>
    internal void Apply(Span<double> vector)
    {
        if (_factor is not null)
        {
            _factor.Solve(vector[..Length]);
            return;
        }

        for (var i = 0; i < Length; i++)
        {
            vector[i] /= _diagonal[i];
        }
    }

    /// <summary>A point as a coefficient for each feature and an intercept, in the features' own units; constant features have 0.</summary>
    internal (double[] Coefficients, double Intercept) Unscale(ReadOnlySpan<double> point)
    {
        var own = new double[_weights.Length];
        var intercept = point[0];
        for (var j = 0; j < own.Length; j++)
        {
            own[j] = point[j + 1] / _design.Scales[j];
            intercept -= own[j] * _design.Means[j];
        }

        return (_design.Spread(own), intercept);
    }

    void AddBlock(int block, int start, int end, double constant)
    {
        var dense = _design.Columns.Length;
        var tile = LinearRows.Tile(_design.RowWork);
        var sums = _partials.AsSpan(block * (dense + 3), dense + 3);
        var scratch = ArrayPool<double>.Shared.Rent(tile);
        for (var row = start; row < end; row += tile)
        {
            var z = scratch.AsSpan(0, Math.Min(tile, end - row));
            z.Fill(constant);
            _design.AddProducts(row, _weights, z);
            var (loss, other) = _loss(row, z, _curvatures.AsSpan(row, z.Length));
            sums[^2] += loss;
            sums[^1] += other;
            sums[0] += Sum.Of(z);
            ColumnProduct.AddTransposed(_design.Columns, row, z, sums.Slice(1, dense));
            z.CopyTo(_slopes.Length == 0 ? z : _slopes.AsSpan(row));
        }

        ArrayPool<double>.Shared.Return(scratch);
    }
}
