using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds trees one round after another, each grown on the derivatives of the loss at the scores so far.</summary>
/// <remarks>Source: J. H. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001; T. Chen, C. Guestrin, "XGBoost", 2016, sections 2 and 3.</remarks>
sealed unsafe class GradientBooster : IDisposable
{
    const int LossBlockRows = 32_768;

    readonly BoostingSettings _settings;
    readonly BoostingLoss _loss;
    readonly ValidationScores? _validation;
    readonly TreeEnsemble _start;
    readonly ForkJoin _team;
    readonly BinnedMatrix _matrix;
    readonly RowItems _rows;
    readonly RowSampler _sampler;
    readonly TreeGrower _grower;
    readonly LeafValues _leafValues;
    readonly GradientRounding _rounding;
    readonly NativeArray<double> _gradients;
    readonly NativeArray<double> _hessians;
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
        _matrix = BinnedMatrix.Build(features, rows, settings.Bins, _random.Fork(0), _team);
        var padded = BoostingLoss.PaddedLength(rows.Count);
        _rows = new RowItems(padded);
        _sampler = new RowSampler(settings.RowSample, rows.Count, _team);
        _grower = new TreeGrower(settings, rules, _matrix, _rows, _team);
        _leafValues = new LeafValues(settings, rules, loss, _matrix, _rows, _team);
        _rounding = new GradientRounding(rows.Count, _team);
        _gradients = new NativeArray<double>(padded);
        _hessians = new NativeArray<double>(padded);
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
        IEnumerable<IDisposable> parts = [_grower, _leafValues, _sampler, _rows, _matrix, _gradients, _hessians, .. _scores];
        foreach (var part in parts)
        {
            part.Dispose();
        }
    }

    /// <summary>Whether another round may find a split where one found none.</summary>
    bool IsRandom => _settings.RowSample < 1 || _settings.ColumnSample < 1 || _settings.NodeColumnSample < 1;

    List<Tree> Grow(int round, CancellationToken cancellationToken)
    {
        _team.Run(ParallelBlocks.Count(_loss.RowCount, LossBlockRows), (_, block) =>
            _loss.BeginRound(block * LossBlockRows, Math.Min((block + 1) * LossBlockRows, _loss.RowCount), _scores));
        _sampler.Begin(_random.Fork((long)round << 32).NextBits());
        var trees = new List<Tree>();
        for (var output = 0; output < _loss.Outputs; output++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trees.Add(Grow(output, _random.Fork(((long)round << 32) + output + 1)));
        }

        return trees;
    }

    Tree Grow(int output, RandomStream random)
    {
        var scale = _rounding.Fill(_loss, output, _scores, random.NextBits(), _gradients.Pointer, _hessians.Pointer, _rows.Buffer(0));
        if (!scale.IsUsable)
        {
            return new Tree();
        }

        var (buffer, count) = _sampler.Divide(_rows);
        var grown = _grower.Grow(scale, buffer, count, random);
        if (grown.Leaves.Count > 1)
        {
            grown.Tree.LeafValues = _leafValues.Apply(grown, buffer, count, _gradients.Pointer, _hessians.Pointer, _scores[output].Pointer);
        }

        return grown.Tree;
    }

    double TrainingLoss()
    {
        var sums = new double[ParallelBlocks.Count(_loss.RowCount, LossBlockRows)];
        _team.Run(sums.Length, (_, block) =>
            sums[block] = _loss.Sum(block * LossBlockRows, Math.Min((block + 1) * LossBlockRows, _loss.RowCount), _scores));
        return sums.Sum() / _loss.TotalWeight;
    }
}
