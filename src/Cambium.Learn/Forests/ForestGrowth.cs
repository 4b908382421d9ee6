using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Grows the trees of a forest side by side, each with random numbers of its own, so that the forest is the same whoever grows which.</summary>
sealed class ForestGrowth
{
    const int BitsPerWord = 64;

    readonly FeatureMatrix _features;
    readonly GrowthSettings _growth;
    readonly GrowthTarget _target;
    readonly double[] _weights;
    readonly ForestSettings _settings;
    readonly FitOptions _options;
    readonly int[] _rows; // those of weight
    readonly ForestTree[] _trees;
    readonly double[][] _importances;
    readonly ulong[][] _bags;
    int _done;

    ForestGrowth(FeatureMatrix features, GrowthSettings growth, GrowthTarget target, double[] weights, ForestSettings settings, FitOptions options)
    {
        _features = features;
        _growth = growth;
        _target = target;
        _weights = weights;
        _settings = settings;
        _options = options;
        _rows = [.. Enumerable.Range(0, features.RowCount).Where(row => weights.Length == 0 || weights[row] > 0)];
        _trees = new ForestTree[settings.Trees];
        _importances = new double[settings.Trees][];
        _bags = new ulong[settings.Trees][];
    }

    /// <summary>Grows a forest.</summary>
    /// <param name="weights">One a row; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">Rows out of the bag are asked for, but every tree sees all rows.</exception>
    internal static FittedForest Grow(
        FeatureMatrix features, GrowthSettings growth, GrowthTarget target, double[] weights, ForestSettings settings, FitOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        return new ForestGrowth(features, growth, target, weights, settings, options).Grow();
    }

    /// <summary>Rows out of the bag need bags.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    internal static void CheckOutOfBag(bool outOfBag, bool bootstrap)
    {
        if (outOfBag && !bootstrap)
        {
            throw new ArgumentException("OutOfBag is set, but without Bootstrap every tree sees all rows; set Bootstrap, or leave OutOfBag.", nameof(outOfBag));
        }
    }

    FittedForest Grow()
    {
        using (var columns = new RankedColumns(_features, _options.MaxThreads, _options.CancellationToken))
        using (var team = new ForkJoin(Math.Min(ParallelBlocks.Threads(_options.MaxThreads), _settings.Trees)))
        using (var alone = new ForkJoin(1))
        {
            var growers = new ExactGrower?[team.Threads];
            try
            {
                team.Run(_settings.Trees, (thread, tree) =>
                {
                    if (!_options.CancellationToken.IsCancellationRequested)
                    {
                        Grow(growers[thread] ??= new ExactGrower(columns, _growth, _target, alone), tree, thread == 0);
                    }
                });
            }
            finally
            {
                foreach (var grower in growers)
                {
                    grower?.Dispose();
                }
            }
        }

        _options.CancellationToken.ThrowIfCancellationRequested();
        _options.Progress?.Report(new FitProgress("trees", _settings.Trees, _settings.Trees));
        var forest = new TreeForest(_target.Outputs, _trees);
        var outOfBag = _settings.OutOfBag ? OutOfBag.Of(forest, _features, _bags, _target, _options) : OutOfBag.None;
        return new FittedForest(forest, MeanImportances(), outOfBag);
    }

    void Grow(ExactGrower grower, int tree, bool reports)
    {
        var random = new RandomStream(_settings.Seed).Fork(tree);
        Draw(grower.Weights, random, tree);
        if (!grower.TryGrow(random, _options.CancellationToken, out var grown))
        {
            return;
        }

        _trees[tree] = ForestTree.Of(grown);
        _importances[tree] = grown.Importances(_features.FeatureCount);
        grower.Recycle(grown);
        var done = Interlocked.Increment(ref _done);
        if (reports)
        {
            _options.Progress?.Report(new FitProgress("trees", done, _settings.Trees));
        }
    }

    /// <summary>Sets what each row counts in a tree: its weight, times how often it was drawn.</summary>
    void Draw(Span<double> weights, RandomStream random, int tree)
    {
        weights.Clear();
        var bag = _settings.OutOfBag ? _bags[tree] = new ulong[(_features.RowCount + BitsPerWord - 1) / BitsPerWord] : [];
        for (var i = 0; i < _rows.Length; i++)
        {
            var row = _settings.Bootstrap ? _rows[random.NextInt(_rows.Length)] : _rows[i];
            weights[row] += _weights.Length == 0 ? 1 : _weights[row];
            if (bag.Length > 0)
            {
                bag[row / BitsPerWord] |= 1UL << (row % BitsPerWord);
            }
        }
    }

    double[] MeanImportances()
    {
        var sums = new double[_features.FeatureCount];
        foreach (var ofTree in _importances)
        {
            for (var feature = 0; feature < sums.Length; feature++)
            {
                sums[feature] += ofTree[feature];
            }
        }

        return ExactTree.Normalized(sums);
    }
}
