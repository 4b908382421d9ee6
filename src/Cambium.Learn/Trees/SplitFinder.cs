using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Finds the split of a node that takes most off the loss: for each feature, every border between bins in order, with the missing
/// values left and right. One finder a thread, for its own scratch memory.
/// </summary>
/// <remarks>
/// The levels of a category are put in the order of their mean gradient first; the best of all two-part divisions is then among the borders.
/// Source: W. D. Fisher, "On Grouping for Maximum Homogeneity", 1958.
/// </remarks>
sealed unsafe class SplitFinder : IDisposable
{
    // Room for 255 bins, padded to whole vectors.
    const int MostBins = 256;

    // With so few levels an order holds nearly every division, and needs no caution.
    const int FewLevels = 4;

    readonly BoostingSettings _settings;
    readonly BinnedMatrix _matrix;
    readonly HistogramLayout _layout;
    readonly NativeArray<double> _scratch = new(6 * MostBins);
    readonly double* _gradients;
    readonly double* _hessians;
    readonly double* _rows;
    readonly double* _sorted;
    readonly double[] _keys = new double[MostBins];
    readonly int[] _order = new int[MostBins];

    internal SplitFinder(BoostingSettings settings, BinnedMatrix matrix, HistogramLayout layout)
    {
        _settings = settings;
        _matrix = matrix;
        _layout = layout;
        _gradients = _scratch.Pointer;
        _hessians = _gradients + MostBins;
        _rows = _hessians + MostBins;
        _sorted = _rows + MostBins;
    }

    /// <summary>The best split of a node by a feature of the group; of equally good ones the first in the order of features and bins.</summary>
    internal Split Best(int group, double* sums, GradientSums node, GradientScale scale)
    {
        var best = default(Split);
        var (first, end) = _matrix.Features(group);
        for (var feature = first; feature < end; feature++)
        {
            if (_matrix.Bins[feature].Count > 0)
            {
                Improve(ref best, feature, sums + _layout.Start(feature), node, scale);
            }
        }

        return best;
    }

    public void Dispose() => _scratch.Dispose();

    void Improve(ref Split best, int feature, double* sums, GradientSums node, GradientScale scale)
    {
        var bins = _matrix.Bins[feature];
        var run = _layout.Run(feature);
        var isCategory = bins.Kind == FeatureKind.Category;
        var missing = new GradientSums(sums[bins.Count], sums[run + bins.Count], sums[run + run + bins.Count]);
        var l2 = _settings.L2 / scale.Hessian;
        var count = isCategory
            ? SumInOrderOfMeans(sums, run, bins.Count, _settings.CategorySmoothing / scale.Hessian)
            : Sum(sums, sums + run, sums + run + run, bins.Count);
        var limits = new Limits(
            node,
            isCategory && count > FewLevels ? l2 + (_settings.CategorySmoothing / scale.Hessian) : l2,
            _settings.MinRowsPerLeaf,
            // A child without any hessian has no finite leaf value.
            Math.Max(_settings.MinHessianPerLeaf / scale.Hessian, 0.5));
        Pad(count, node.Rows);
        var (score, at) = BestBorder(count, default, limits);
        var missingLeft = false;
        if (missing.Rows > 0)
        {
            var (scoreLeft, atLeft) = BestBorder(count, missing, limits);
            if (scoreLeft > score)
            {
                (score, at, missingLeft) = (scoreLeft, atLeft, true);
            }
        }

        // The relative margin keeps rounding in the last bits of the scores from looking like a gain.
        var nodeScore = node.Score(l2);
        var gain = score > nodeScore * (1 + 1e-12) ? scale.Gain(score - nodeScore) : 0;
        if (gain > best.Gain && gain > _settings.MinGain)
        {
            var left = new GradientSums(_gradients[at], _hessians[at], _rows[at]) + (missingLeft ? missing : default);
            best = new Split
            {
                Gain = gain,
                Feature = feature,
                Bin = isCategory ? at : MiddleOfGap(at, count),
                LeftBins = isCategory ? FirstInOrder(at + 1) : default,
                MissingLeft = missing.Rows > 0 ? missingLeft : left.Rows > node.Rows - left.Rows,
                Left = left,
            };
        }
    }

    /// <summary>Running sums in the order of bins; returns how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    int Sum(double* gradients, double* hessians, double* rows, int count)
    {
        double g = 0, h = 0, n = 0;
        for (var bin = 0; bin < count; bin++)
        {
            _gradients[bin] = g += gradients[bin];
            _hessians[bin] = h += hessians[bin];
            _rows[bin] = n += rows[bin];
        }

        return count;
    }

    /// <summary>Running sums of the levels that the node holds, by rising mean gradient; returns how many there are.</summary>
    int SumInOrderOfMeans(double* sums, int run, int count, double smoothing)
    {
        var present = 0;
        for (var bin = 0; bin < count; bin++)
        {
            if (sums[run + run + bin] > 0)
            {
                _keys[present] = sums[bin] / (sums[run + bin] + smoothing);
                _order[present++] = bin;
            }
        }

        // Equal means may have no hessian to divide by; any fixed order does.
        Array.Sort(_keys, _order, 0, present);
        for (var i = 0; i < present; i++)
        {
            _sorted[i] = sums[_order[i]];
            _sorted[MostBins + i] = sums[run + _order[i]];
            _sorted[MostBins + MostBins + i] = sums[run + run + _order[i]];
        }

        return Sum(_sorted, _sorted + MostBins, _sorted + MostBins + MostBins, present);
    }

    /// <summary>Fills the last vector with borders that leave no row on the right, which no split may.</summary>
    void Pad(int count, double rows)
    {
        for (var i = count; i % Vector512<double>.Count != 0; i++)
        {
            _gradients[i] = 0;
            _hessians[i] = 0;
            _rows[i] = rows;
        }
    }

    /// <summary>The best sum of both children's scores, and the first border that reaches it; minus infinity where no border is allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    (double Score, int At) BestBorder(int count, GradientSums missing, Limits limits)
    {
        var (missingG, missingH, missingN) = (Vector512.Create(missing.Gradient), Vector512.Create(missing.Hessian), Vector512.Create(missing.Rows));
        var (nodeG, nodeH, nodeN) = (Vector512.Create(limits.Node.Gradient), Vector512.Create(limits.Node.Hessian), Vector512.Create(limits.Node.Rows));
        var (l2, minN, minH) = (Vector512.Create(limits.L2), Vector512.Create(limits.MinRows), Vector512.Create(limits.MinHessian));
        var lanes = Vector512<double>.Indices;
        var best = Vector512.Create(double.NegativeInfinity);
        var bestAt = Vector512<double>.Zero;
        for (var i = 0; i < count; i += Vector512<double>.Count)
        {
            var leftG = Vector512.Load(_gradients + i) + missingG;
            var leftH = Vector512.Load(_hessians + i) + missingH;
            var leftN = Vector512.Load(_rows + i) + missingN;
            var rightG = nodeG - leftG;
            var rightH = nodeH - leftH;
            var rightN = nodeN - leftN;
            var allowed = Vector512.GreaterThanOrEqual(Vector512.Min(leftN, rightN), minN)
                & Vector512.GreaterThanOrEqual(Vector512.Min(leftH, rightH), minH);
            var score = (leftG * leftG / (leftH + l2)) + (rightG * rightG / (rightH + l2));
            var better = allowed & Vector512.GreaterThan(score, best);
            best = Vector512.ConditionalSelect(better, score, best);
            bestAt = Vector512.ConditionalSelect(better, lanes + Vector512.Create((double)i), bestAt);
        }

        var (top, at) = (best[0], (int)bestAt[0]);
        for (var lane = 1; lane < Vector512<double>.Count; lane++)
        {
            if (best[lane] > top || (best[lane] == top && (int)bestAt[lane] < at))
            {
                (top, at) = (best[lane], (int)bestAt[lane]);
            }
        }

        return (top, at);
    }

    /// <summary>Bins that the node holds no row of may go either way: the border is drawn half way through them, or after all of them where no value goes right.</summary>
    int MiddleOfGap(int at, int count)
    {
        var end = at;
        while (end + 1 < count && _rows[end + 1] == _rows[at])
        {
            end++;
        }

        return end == count - 1 ? end : (at + end) / 2;
    }

    BinSet FirstInOrder(int count)
    {
        var set = default(BinSet);
        for (var i = 0; i < count; i++)
        {
            set.Add(_order[i]);
        }

        return set;
    }

    readonly record struct Limits(GradientSums Node, double L2, double MinRows, double MinHessian);
}
