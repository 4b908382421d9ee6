using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Finds the split of a node that takes most off the loss: for each feature, every border between bins in order, with the missing
/// values left and right. One finder a thread, for its own scratch memory.
/// </summary>
/// <remarks>
/// The levels of a category are put in the order of their mean gradient first. Without smoothing, and with a place for every level, the best of all divisions in two is then
/// among the borders; smoothing draws levels with little hessian to the middle of the order, and levels of few rows go where missing values go.
/// Source: W. D. Fisher, "On Grouping for Maximum Homogeneity", 1958; for the caution, G. Ke et al., "LightGBM", 2017, and its documented
/// parameters cat_smooth, cat_l2, max_cat_threshold and min_data_per_group.
/// </remarks>
sealed unsafe class SplitFinder : IDisposable
{
    // Room for 255 bins, padded to whole vectors.
    const int MostBins = 256;

    // With so few levels an order holds nearly every division, and needs no caution.
    const int FewLevels = 4;

    readonly BoostingSettings _settings;
    readonly ColumnRules _rules;
    readonly BinnedMatrix _matrix;
    readonly HistogramLayout _layout;
    readonly NativeArray<double> _scratch = new(9 * MostBins);
    readonly double* _gradients;
    readonly double* _hessians;
    readonly double* _rows;
    readonly double* _sorted;
    readonly double* _unpacked;
    readonly double[] _keys = new double[MostBins];
    readonly int[] _order = new int[MostBins];

    internal SplitFinder(BoostingSettings settings, ColumnRules rules, BinnedMatrix matrix, HistogramLayout layout)
    {
        _settings = settings;
        _rules = rules;
        _matrix = matrix;
        _layout = layout;
        _gradients = _scratch.Pointer;
        _hessians = _gradients + MostBins;
        _rows = _hessians + MostBins;
        _sorted = _rows + MostBins;
        _unpacked = _sorted + (3 * MostBins);
    }

    /// <summary>The best split of a leaf by a feature of the part that may be asked for; of equally good ones the first in the order of features and bins.</summary>
    internal Split Best(int part, double* sums, GrowingLeaf leaf, GradientScale scale)
    {
        if (part >= _matrix.GroupCount)
        {
            return BestOfSparse(_matrix.Sparse!, part - _matrix.GroupCount, _layout.Cells(sums), leaf, scale); // there are such parts
        }

        var best = default(Split);
        var (first, end) = _matrix.Features(part);
        for (var feature = first; feature < end; feature++)
        {
            var wide = _matrix.Wide(feature);
            if (_matrix.Bins[feature].Count > 0 && wide >= 0 && (leaf.Features is null || leaf.Features[wide]))
            {
                Improve(ref best, wide, _matrix.Bins[feature], sums + _layout.Start(feature), _layout.Run(feature), leaf, scale);
            }
        }

        return best;
    }

    Split BestOfSparse(SparseBins sparse, int group, long* cells, GrowingLeaf leaf, GradientScale scale)
    {
        var best = default(Split);
        var (first, end) = sparse.Features(group);
        for (var feature = first; feature < end; feature++)
        {
            if ((leaf.Features is null || leaf.Features[sparse.Wide(feature)])
                && sparse.TryUnpack(feature, cells, leaf.Sums, _settings.MinRowsPerLeaf, _unpacked, MostBins))
            {
                Improve(ref best, sparse.Wide(feature), sparse.Bins[feature], _unpacked, MostBins, leaf, scale);
            }
        }

        return best;
    }

    public void Dispose() => _scratch.Dispose();

    void Improve(ref Split best, int feature, FeatureBins bins, double* sums, int run, GrowingLeaf leaf, GradientScale scale)
    {
        var node = leaf.Sums;
        var isCategory = bins.Kind == FeatureKind.Category;
        // Of a category, with the levels that are too rare in the node for an answer of their own.
        var missing = new GradientSums(sums[bins.Count], sums[run + bins.Count], sums[run + run + bins.Count]);
        var smoothing = _settings.CategorySmoothing / scale.Hessian;
        var (l1, l2) = (_settings.L1 / scale.Gradient, _settings.L2 / scale.Hessian);
        var count = isCategory
            ? SumInOrderOfMeans(sums, run, bins.Count, smoothing, node, ref missing)
            : Sum(sums, sums + run, sums + run + run, bins.Count);
        var limits = new SplitLimits(
            node,
            l1,
            isCategory && count > FewLevels ? l2 + smoothing : l2,
            _settings.MinRowsPerLeaf,
            // A child without any hessian has no finite leaf value.
            Math.Max(_settings.MinHessianPerLeaf / scale.Hessian, 0.5),
            leaf.Bounds,
            _rules.Direction(feature));
        Pad(count, node.Rows);
        if (isCategory)
        {
            ForbidLargeSides(count, node.Rows);
        }

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
        var nodeScore = limits.IsPlain ? node.Score(l2) : node.Score(l1, l2, leaf.Bounds);
        var gain = score > nodeScore * (1 + 1e-12) ? scale.Gain(score - nodeScore) : 0;
        if (gain > best.Gain && gain > _settings.MinGain)
        {
            var left = new GradientSums(_gradients[at], _hessians[at], _rows[at]) + (missingLeft ? missing : default);
            missingLeft = missing.Rows > 0 ? missingLeft : left.Rows > node.Rows - left.Rows;
            best = new Split
            {
                Gain = gain,
                Feature = feature,
                Bin = isCategory ? at : MiddleOfGap(at, count),
                LeftBins = isCategory ? LeftLevels(at + 1, count, bins.Count, missingLeft) : default,
                MissingLeft = missingLeft,
                Left = left,
            };
        }
    }

    (double Score, int At) BestBorder(int count, GradientSums missing, in SplitLimits limits) =>
        limits.IsPlain
            ? BorderScores.Best(_gradients, _hessians, _rows, count, missing, limits)
            : BorderScores.BestWithin(_gradients, _hessians, _rows, count, missing, limits);

    /// <summary>Borders with too many levels on either side are made to leave no row on the right, which no split may.</summary>
    void ForbidLargeSides(int count, double rows)
    {
        for (var border = _settings.MaxLevelsPerSide; border < count - 1 - _settings.MaxLevelsPerSide; border++)
        {
            _rows[border] = rows;
        }
    }

    /// <summary>Running sums in the order of bins; returns how many there are. Whole numbers, so that the order of additions does not matter.</summary>
    /// <param name="gradients">Of the bins, with room for whole vectors; so the others.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    int Sum(double* gradients, double* hessians, double* rows, int count)
    {
        var (g, h, n) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var bin = 0; bin < count; bin += Vector512<double>.Count)
        {
            g = RunningSums(Vector512.Load(gradients + bin), g);
            h = RunningSums(Vector512.Load(hessians + bin), h);
            n = RunningSums(Vector512.Load(rows + bin), n);
            g.Store(_gradients + bin);
            h.Store(_hessians + bin);
            n.Store(_rows + bin);
        }

        return count;
    }

    /// <summary>The sums of the first one, two … of eight numbers, each added to the last of the eight before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> RunningSums(Vector512<double> values, Vector512<double> before)
    {
        var zeroFirst = Vector512.Create(0L, -1, -1, -1, -1, -1, -1, -1).AsDouble();
        var zeroTwo = Vector512.Create(0L, 0, -1, -1, -1, -1, -1, -1).AsDouble();
        var zeroFour = Vector512.Create(0L, 0, 0, 0, -1, -1, -1, -1).AsDouble();
        values += Vector512.Shuffle(values, Vector512.Create(0L, 0, 1, 2, 3, 4, 5, 6)) & zeroFirst;
        values += Vector512.Shuffle(values, Vector512.Create(0L, 0, 0, 1, 2, 3, 4, 5)) & zeroTwo;
        values += Vector512.Shuffle(values, Vector512.Create(0L, 0, 0, 0, 0, 1, 2, 3)) & zeroFour;
        return values + Vector512.Shuffle(before, Vector512.Create(7L, 7, 7, 7, 7, 7, 7, 7));
    }

    /// <summary>
    /// Running sums of the levels that the node holds enough rows of, by how far their gradients lie above the node's mean; returns how many there are. The others' sums are
    /// added to those of missing values. Up to <see cref="FewLevels"/> levels all have their place.
    /// </summary>
    int SumInOrderOfMeans(double* sums, int run, int count, double smoothing, GradientSums node, ref GradientSums missing)
    {
        var rows = sums + run + run;
        var held = 0;
        for (var bin = 0; bin < count; bin++)
        {
            held += rows[bin] > 0 ? 1 : 0;
        }

        var least = held > FewLevels ? _settings.MinRowsPerLevel : 1;
        var mean = node.Hessian > 0 ? node.Gradient / node.Hessian : 0;
        var present = 0;
        for (var bin = 0; bin < count; bin++)
        {
            if (rows[bin] >= least)
            {
                _keys[present] = (sums[bin] - (mean * sums[run + bin])) / (sums[run + bin] + smoothing);
                _order[present++] = bin;
            }
            else
            {
                missing += new GradientSums(sums[bin], sums[run + bin], rows[bin]);
            }
        }

        // Equal means may have no hessian to divide by; any fixed order does.
        Array.Sort(_keys, _order, 0, present);
        for (var i = 0; i < present; i++)
        {
            _sorted[i] = sums[_order[i]];
            _sorted[MostBins + i] = sums[run + _order[i]];
            _sorted[MostBins + MostBins + i] = rows[_order[i]];
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

    /// <summary>The first levels in order and, where missing values go left, those without a place in it.</summary>
    BinSet LeftLevels(int first, int present, int count, bool missingLeft)
    {
        var set = default(BinSet);
        for (var bin = 0; bin < count && missingLeft; bin++)
        {
            if (Array.IndexOf(_order, bin, 0, present) < 0)
            {
                set.Add(bin);
            }
        }

        for (var i = 0; i < first; i++)
        {
            set.Add(_order[i]);
        }

        return set;
    }
}
