using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The penalised mean log loss and its gradient, by the coefficients of standardised features. Each evaluation reads the table once, in blocks of
/// rows that are summed in their order.
/// </summary>
/// <remarks>
/// A point holds, for each score (one for two classes, else one a class), the intercept and then a coefficient for each column of the design.
/// Without an intercept its place stays 0.
/// </remarks>
sealed class LogisticObjective
{
    readonly LinearDesign _design;
    readonly int[] _codes;
    readonly double[] _shares; // of the classes by weight, never quite 0
    readonly double[] _signs; // −1 or 1 for each row where there are two classes
    readonly double _l2;
    readonly bool _intercept;
    readonly FitOptions _options;
    readonly int _stride; // of a score within a point
    readonly int _blockSize;
    readonly int _denseStride; // of a score within a block's sums
    readonly double[] _partials; // for each block, the gradient's sums over columns of numbers and then the loss
    readonly double[] _sparseSums; // the gradient's sums over sparse places, scores × places
    readonly double[] _weights; // coefficients in the columns' own units, scores × p
    readonly double[] _constants; // intercepts that go with them

    internal LogisticObjective(LinearDesign design, int[] codes, int classes, double l2, bool intercept, FitOptions options)
    {
        _design = design;
        _codes = codes;
        _l2 = l2;
        _intercept = intercept;
        _options = options;
        Scores = classes == 2 ? 1 : classes;
        _shares = ClassShares(codes, classes, design.Weights);
        _signs = classes == 2 ? Array.ConvertAll(codes, code => (2.0 * code) - 1) : [];
        _stride = design.Count + 1;
        _denseStride = design.Columns.Length + 1;
        _blockSize = LinearRows.Block(design.RowCount, design.RowWork, Scores);
        _partials = new double[ParallelBlocks.Count(design.RowCount, _blockSize) * ((Scores * _denseStride) + 1)];
        _weights = new double[Scores * design.Count];
        _constants = new double[Scores];
        var sparse = design.Sparse;
        _sparseSums = new double[Scores * (sparse?.Count ?? 0)];
        Slopes = [.. Enumerable.Range(0, sparse is null ? 0 : Scores).Select(_ => new double[design.RowCount])];
    }

    /// <summary>How many weighted sums there are: one for two classes, else one a class.</summary>
    internal int Scores { get; }

    /// <summary>Of the last evaluation, for each score the derivative of every row's loss, times the row's weight; none where no feature is sparse.</summary>
    internal double[][] Slopes { get; }

    /// <summary>The best point among those whose coefficients are all 0.</summary>
    internal double[] Start()
    {
        var point = new double[Scores * _stride];
        for (var score = 0; score < Scores && _intercept; score++)
        {
            point[score * _stride] = Scores == 1 ? Math.Log(_shares[1] / _shares[0]) : Math.Log(_shares[score]);
        }

        CenterScores(point);
        return point;
    }

    /// <summary>The penalised mean loss at a point, and its gradient.</summary>
    internal double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var p = _design.Count;
        var penalty = 0.0;
        for (var score = 0; score < Scores; score++)
        {
            _constants[score] = point[score * _stride];
            for (var j = 0; j < p; j++)
            {
                var weight = point[(score * _stride) + 1 + j] / _design.Scales[j];
                _weights[(score * p) + j] = weight;
                _constants[score] -= weight * _design.Means[j];
                penalty += weight * weight;
            }
        }

        Array.Clear(_partials);
        ParallelBlocks.For(_design.RowCount, _blockSize, _options.MaxThreads, AddBlock, _options.CancellationToken);
        var sums = _partials.AsSpan(0, (Scores * _denseStride) + 1);
        for (var block = sums.Length; block < _partials.Length; block += sums.Length)
        {
            AddScaled.Into(1, _partials.AsSpan(block, sums.Length), sums);
        }

        var dense = _design.Columns.Length;
        for (var score = 0; score < Scores; score++)
        {
            var ofPlaces = _sparseSums.AsMemory(score * (p - dense), p - dense);
            _design.Sparse?.Transposed(Slopes[score], ofPlaces, _options);
            var residuals = sums[score * _denseStride];
            gradient[score * _stride] = _intercept ? residuals / _design.TotalWeight : 0;
            for (var j = 0; j < p; j++)
            {
                var at = (score * _stride) + 1 + j;
                var sum = j < dense ? sums[(score * _denseStride) + 1 + j] : ofPlaces.Span[j - dense];
                var slope = sum - (_design.Means[j] * residuals) + (_l2 * _weights[(score * p) + j]);
                gradient[at] = slope / _design.Scales[j] / _design.TotalWeight;
            }
        }

        return (sums[^1] + (0.5 * _l2 * penalty)) / _design.TotalWeight;
    }

    /// <summary>A point as coefficients and intercepts in the features' own units; constant features have 0.</summary>
    internal (double[] Coefficients, double[] Intercepts) Unscale(ReadOnlySpan<double> point)
    {
        var featureCount = _design.FeatureCount;
        var standard = point.ToArray();
        var coefficients = new double[Scores * featureCount];
        var intercepts = new double[Scores];
        for (var score = 0; score < Scores; score++)
        {
            var own = standard.AsSpan(score * _stride, _stride);
            intercepts[score] = own[0];
            for (var j = 0; j < _stride - 1; j++)
            {
                own[j + 1] /= _design.Scales[j];
                intercepts[score] -= own[j + 1] * _design.Means[j];
            }

            _design.Spread(own[1..]).CopyTo(coefficients, score * featureCount);
        }

        // Over three or more classes the intercepts add up to 0: adding the same to all changes no probability.
        var mean = Scores > 1 ? intercepts.Average() : 0;
        return (coefficients, Array.ConvertAll(intercepts, value => value - mean));
    }

    /// <summary>
    /// Makes three or more classes' numbers add up to 0. Adding the same to every class changes no probability; of all such choices, the penalty is least there.
    /// </summary>
    internal void CenterScores(Span<double> point)
    {
        for (var at = 0; at < _stride && Scores > 1; at++)
        {
            var mean = 0.0;
            for (var score = 0; score < Scores; score++)
            {
                mean += point[(score * _stride) + at] / Scores;
            }

            for (var score = 0; score < Scores; score++)
            {
                point[(score * _stride) + at] -= mean;
            }
        }
    }

    void AddBlock(int block, int start, int end)
    {
        var (p, dense) = (_design.Count, _design.Columns.Length);
        var tile = LinearRows.Tile(_design.RowWork);
        var sums = _partials.AsSpan(block * ((Scores * _denseStride) + 1), (Scores * _denseStride) + 1);
        var scratch = ArrayPool<double>.Shared.Rent((Scores + 2) * tile);
        for (var row = start; row < end; row += tile)
        {
            var count = Math.Min(tile, end - row);
            var z = scratch.AsSpan(0, Scores * tile);
            for (var score = 0; score < Scores; score++)
            {
                var own = z.Slice(score * tile, tile);
                own.Fill(_constants[score]);
                _design.AddProducts(row, _weights.AsSpan(score * p, p), own[..count]);
            }

            sums[^1] += Scores == 1 ? TwoClassLoss(row, z[..count]) : ManyClassLoss(row, count, z, scratch.AsSpan(Scores * tile, tile), scratch.AsSpan((Scores + 1) * tile, tile));
            for (var score = 0; score < Scores; score++)
            {
                var own = z.Slice(score * tile, count);
                sums[score * _denseStride] += Sum.Of(own);
                ColumnProduct.AddTransposed(_design.Columns, row, own, sums.Slice((score * _denseStride) + 1, dense));
                if (Slopes.Length > 0)
                {
                    own.CopyTo(Slopes[score].AsSpan(row));
                }
            }
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    double TwoClassLoss(int row, Span<double> z)
    {
        var weights = _design.Weights.Length == 0 ? [] : _design.Weights.AsSpan(row, z.Length);
        return TwoClassLogLoss.ReplaceByDerivative(z, _signs.AsSpan(row, z.Length), weights);
    }

    double ManyClassLoss(int row, int count, Span<double> z, Span<double> logSums, Span<double> own)
    {
        var tile = logSums.Length;
        for (var i = 0; i < count; i++)
        {
            own[i] = z[(_codes[row + i] * tile) + i];
        }

        Softmax.Replace(z, tile, logSums);
        var loss = 0.0;
        for (var i = 0; i < count; i++)
        {
            // Row by row: two sums of their own would lose the digits of a small loss.
            loss += Weight(row + i) * (logSums[i] - own[i]);
            z[(_codes[row + i] * tile) + i] -= 1;
        }

        for (var score = 0; score < Scores && _design.Weights.Length > 0; score++)
        {
            for (var i = 0; i < count; i++)
            {
                z[(score * tile) + i] *= _design.Weights[row + i];
            }
        }

        return loss;
    }

    double Weight(int row) => _design.Weights.Length == 0 ? 1 : _design.Weights[row];

    static double[] ClassShares(int[] codes, int classes, double[] weights)
    {
        var shares = new double[classes];
        var total = 0.0;
        for (var row = 0; row < codes.Length; row++)
        {
            var weight = weights.Length == 0 ? 1 : weights[row];
            shares[codes[row]] += weight;
            total += weight;
        }

        // A class whose rows all weigh 0 would start at an infinite intercept.
        return Array.ConvertAll(shares, share => (share + (1e-9 * total)) / total);
    }
}
