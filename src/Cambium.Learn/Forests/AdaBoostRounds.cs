using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The rounds of AdaBoost: a tree, its errors, the next weights.</summary>
sealed class AdaBoostRounds : IDisposable
{
    readonly FeatureMatrix _features;
    readonly GrowthTarget _target;
    readonly FitOptions _options;
    readonly RankedColumns _columns;
    readonly ForkJoin _team;
    readonly ExactGrower _grower;
    readonly RandomStream _random;
    readonly double[] _weights; // they add up to 1
    readonly List<ForestTree> _trees = [];
    readonly List<double> _votes = [];
    readonly List<double> _errors = [];
    readonly List<double[]> _importances = [];

    internal AdaBoostRounds(FeatureMatrix features, GrowthSettings growth, GrowthTarget target, double[] weights, long seed, FitOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        _features = features;
        _target = target;
        _options = options;
        _columns = new RankedColumns(features, options.MaxThreads, options.CancellationToken);
        _team = new ForkJoin(ParallelBlocks.Threads(options.MaxThreads));
        _grower = new ExactGrower(_columns, growth, target, _team);
        _random = new RandomStream(seed);
        _weights = weights.Length > 0 ? [.. weights] : [.. Enumerable.Repeat(1.0, features.RowCount)];
        Normalize();
    }

    /// <summary>SAMME.</summary>
    internal BoostedVotes Classify(int trees, double rate)
    {
        var classes = _target.Classes;
        for (var round = 0; round < trees; round++)
        {
            _weights.CopyTo(_grower.Weights);
            var (tree, importances) = Grow(round);
            var answers = Answers(tree);
            var wrong = new bool[_weights.Length];
            var error = 0.0;
            for (var row = 0; row < wrong.Length; row++)
            {
                var shares = tree.Answers.AsSpan(answers[row] * classes, classes);
                wrong[row] = ClassifierModel.MostProbable(shares, classes)[0] != _target.Codes[row];
                error += wrong[row] ? _weights[row] : 0;
            }

            // A first tree that does not beat chance still answers better than none.
            if (error >= 1 - (1.0 / classes) && round > 0)
            {
                break;
            }

            var vote = error <= 0 || error >= 1 - (1.0 / classes) ? 1 : rate * (Math.Log((1 - error) / error) + Math.Log(classes - 1));
            Keep(tree, importances, vote, error);
            if (error <= 0 || error >= 1 - (1.0 / classes))
            {
                break;
            }

            var factor = Math.Exp(Math.Min(vote, 700)); // above, it overflows
            for (var row = 0; row < wrong.Length; row++)
            {
                _weights[row] *= wrong[row] ? factor : 1;
            }

            Normalize();
            _options.Progress?.Report(new FitProgress("trees", round + 1, trees));
        }

        return Fitted(trees);
    }

    /// <summary>R2.</summary>
    internal BoostedVotes Regress(int trees, double rate, AdaBoostLoss loss)
    {
        for (var round = 0; round < trees; round++)
        {
            DrawRows(_random.Fork(round));
            var (tree, importances) = Grow(round);
            var losses = Losses(tree, loss);
            var error = 0.0;
            for (var row = 0; row < losses.Length; row++)
            {
                error += _weights[row] * losses[row];
            }

            if (error >= 0.5 && round > 0)
            {
                break;
            }

            var beta = error / (1 - error);
            var vote = error is <= 0 or >= 0.5 ? 1 : rate * Math.Log(1 / beta);
            Keep(tree, importances, vote, error);
            if (error is <= 0 or >= 0.5)
            {
                break;
            }

            for (var row = 0; row < losses.Length; row++)
            {
                _weights[row] *= Math.Pow(beta, rate * (1 - losses[row]));
            }

            Normalize();
            _options.Progress?.Report(new FitProgress("trees", round + 1, trees));
        }

        return Fitted(trees);
    }

    public void Dispose()
    {
        _grower.Dispose();
        _team.Dispose();
        _columns.Dispose();
    }

    (ForestTree Tree, double[] Importances) Grow(int round)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        var grown = _grower.Grow(_random.Fork(-1 - round), static _ => { }, _options.CancellationToken);
        var kept = (ForestTree.Of(grown), grown.Importances(_features.FeatureCount));
        _grower.Recycle(grown);
        return kept;
    }

    void Keep(ForestTree tree, double[] importances, double vote, double error)
    {
        _trees.Add(tree);
        _importances.Add(importances);
        _votes.Add(vote);
        _errors.Add(error);
    }

    BoostedVotes Fitted(int trees)
    {
        _options.Progress?.Report(new FitProgress("trees", trees, trees));
        var importances = new double[_features.FeatureCount];
        for (var tree = 0; tree < _trees.Count; tree++)
        {
            for (var feature = 0; feature < importances.Length; feature++)
            {
                importances[feature] += Math.Max(_votes[tree], 0) * _importances[tree][feature];
            }
        }

        return new BoostedVotes(new TreeForest(_target.Outputs, [.. _trees]), [.. _votes], [.. _errors], ExactTree.Normalized(importances));
    }

    int[] Answers(ForestTree tree)
    {
        var places = new int[_weights.Length];
        new TreeForest(_target.Outputs, [tree]).ForEach(_features, _options.MaxThreads, (_, first, found) => found.CopyTo(places.AsSpan(first)), _options.CancellationToken);
        return places;
    }

    /// <summary>Each row's error as a share of the greatest among rows of weight.</summary>
    double[] Losses(ForestTree tree, AdaBoostLoss loss)
    {
        var answers = Answers(tree);
        var losses = new double[answers.Length];
        var greatest = 0.0;
        for (var row = 0; row < losses.Length; row++)
        {
            losses[row] = _weights[row] > 0 ? Math.Abs(tree.Answers[answers[row]] - _target.Values[row]) : 0;
            greatest = Math.Max(greatest, losses[row]);
        }

        foreach (ref var error in losses.AsSpan())
        {
            var share = greatest > 0 ? error / greatest : 0;
            error = loss switch
            {
                AdaBoostLoss.Square => share * share,
                AdaBoostLoss.Exponential => 1 - Math.Exp(-share),
                _ => share,
            };
        }

        return losses;
    }

    /// <summary>Draws as many rows as there are of weight, with replacement and by their weights.</summary>
    void DrawRows(RandomStream random)
    {
        var below = new double[_weights.Length];
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < below.Length; row++)
        {
            below[row] = sum;
            sum += _weights[row];
            count += _weights[row] > 0 ? 1 : 0;
        }

        _grower.Weights.Clear();
        for (var i = 0; i < count; i++)
        {
            var found = Array.BinarySearch(below, random.NextDouble() * sum);
            var row = found >= 0 ? found : ~found - 1;

            // Of equal sums the last has weight, but where only rows without weight follow.
            while (row + 1 < below.Length && below[row + 1] == below[row])
            {
                row++;
            }

            while (_weights[row] == 0)
            {
                row--;
            }

            _grower.Weights[row]++;
        }
    }

    void Normalize()
    {
        var most = _weights.Max();
        var sum = _weights.Sum(weight => weight / most); // the plain sum may overflow
        foreach (ref var weight in _weights.AsSpan())
        {
            weight = weight / most / sum;
        }
    }
}
