using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds trees one round after another, each grown on the derivatives of the loss at the scores so far.</summary>
/// <remarks>Source: J. H. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001; T. Chen, C. Guestrin, "XGBoost", 2016, sections 2 and 3.</remarks>
sealed unsafe class GradientBooster : IDisposable
{
    const int LossBlockRows = 32_768;

    // Threads that each make a tree of their own need memory of their own; beyond this, they make one tree after another together.
    const long MostMakerBytes = 256L << 20;

    readonly BoostingSettings _settings;
    readonly BoostingLoss _loss;
    readonly ValidationScores? _validation;
    readonly TreeEnsemble _start;
    readonly ForkJoin _team;
    readonly BinnedMatrix _matrix;
    readonly RowSampler _sampler;
    readonly TreeMaker[] _makers;   // one a thread, each by itself; none where all threads make every tree
    readonly TreeMaker? _together;  // all threads; null where no tree is left to it
    readonly NativeArray<double>[] _scores;
    readonly RandomStream _random;

    /// <summary>Makes ready to grow trees: bins the rows and takes the memory.</summary>
    /// <param name="rows">The rows to grow trees on.</param>
    /// <param name="loss">The loss of those rows.</param>
    /// <param name="validation">Other rows to watch, or null.</param>
    /// <param name="start">The trees to go on from, or null for none.</param>
    /// <exception cref="ArgumentException">Settings name columns that are not there.</exception>
    internal GradientBooster(
        BoostingSettings settings, FeatureMatrix features, RowSet rows, BoostingLoss loss, ValidationScores? validation, TreeEnsemble? start, int threads)
    {
        var rules = ColumnRules.From(settings, features.Features);
        _settings = settings;
        _loss = loss;
        _validation = validation;
        _start = start ?? TreeEnsemble.Of(loss.Baselines(), []);
        _random = new RandomStream(settings.Seed);
        _team = new ForkJoin(threads);
        _matrix = BinnedMatrix.Build(features, rows, settings.Bins, settings.MinRowsPerLeaf, _random.Fork(0), _team);
        var padded = BoostingLoss.PaddedLength(rows.Count);
        _sampler = new RowSampler(settings.RowSample, rows.Count, _team);
        var alone = threads > 1 && loss.Outputs >= threads && threads * TreeMaker.Bytes(settings, _matrix) <= MostMakerBytes;
        _makers = alone ? [.. Enumerable.Range(0, threads).Select(_ => new TreeMaker(settings, rules, loss, _matrix, _sampler, new ForkJoin(1)))] : [];
        _together = alone && loss.Outputs % threads == 0 ? null : new TreeMaker(settings, rules, loss, _matrix, _sampler, _team);
        _scores = [.. Enumerable.Range(0, loss.Outputs).Select(_ => new NativeArray<double>(padded))];
        _start.SetScores(features, rows, _scores, _team);
    }

    /// <summary>Grows the trees.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal BoostedTrees Fit(IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        _validation?.Begin(_start, _team);
        var trees = new List<Tree>();
        var (bestRound, bestLoss) = (0, double.PositiveInfinity);
        var stoppedEarly = false;
        for (var round = 1; round <= _settings.Trees && !stoppedEarly; round++)
        {
            var ofRound = Grow((_start.TreeCount / _loss.Outputs) + round, cancellationToken);
            if (!IsRandom && ofRound.TrueForAll(tree => tree.Nodes.Count == 0))
            {
                // The next round would see the same derivatives.
                break;
            }

            trees.AddRange(ofRound);
            var validationLoss = _validation?.Add(TreeEnsemble.Of(_start.Baselines, ofRound), _team) ?? double.NaN;
            if (validationLoss < bestLoss)
            {
                (bestRound, bestLoss) = (round, validationLoss);
            }

            stoppedEarly = _settings.EarlyStoppingRounds > 0 && round - bestRound >= _settings.EarlyStoppingRounds;
            progress?.Report(new FitProgress("trees", round, _settings.Trees) { TrainingLoss = TrainingLoss(), ValidationLoss = validationLoss });
        }

        var kept = _settings.EarlyStoppingRounds > 0 ? trees[..(bestRound * _loss.Outputs)] : trees;
        return new BoostedTrees(_start.Then(TreeEnsemble.Of(_start.Baselines, kept)), stoppedEarly);
    }

    public void Dispose()
    {
        // First, so that no thread works on what follows.
        _team.Dispose();
        IEnumerable<IDisposable> parts = [.. _makers, _sampler, _matrix, .. _scores];
        foreach (var part in parts)
        {
            part.Dispose();
        }

        _together?.Dispose();
    }

    /// <summary>Whether another round may find a split where one found none.</summary>
    bool IsRandom => _settings.RowSample < 1 || _settings.ColumnSample < 1 || _settings.NodeColumnSample < 1;

    List<Tree> Grow(int round, CancellationToken cancellationToken)
    {
        _team.Run(ParallelBlocks.Count(_loss.RowCount, LossBlockRows), (_, block) =>
            _loss.BeginRound(block * LossBlockRows, Math.Min((block + 1) * LossBlockRows, _loss.RowCount), _scores));
        _sampler.Begin(_random.Fork((long)round << 32).NextBits());
        var trees = new Tree[_loss.Outputs];
        var alone = _makers.Length == 0 ? 0 : trees.Length - (trees.Length % _makers.Length);
        cancellationToken.ThrowIfCancellationRequested();
        _team.Run(alone, (thread, output) => trees[output] = _makers[thread].Make(output, _scores, Random(round, output)));
        for (var output = alone; output < trees.Length; output++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trees[output] = _together!.Make(output, _scores, Random(round, output)); // there is one where trees are left to it
        }

        return [.. trees];
    }

    RandomStream Random(int round, int output) => _random.Fork(((long)round << 32) + output + 1);

    double TrainingLoss()
    {
        var sums = new double[ParallelBlocks.Count(_loss.RowCount, LossBlockRows)];
        _team.Run(sums.Length, (_, block) =>
            sums[block] = _loss.Sum(block * LossBlockRows, Math.Min((block + 1) * LossBlockRows, _loss.RowCount), _scores));
        return sums.Sum() / _loss.TotalWeight;
    }
}
