using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Grows rules and finds the best of them by bounds on their precision.</summary>
sealed class AnchorSearch
{
    // How far the best rules may be mistaken for each other; as the authors' programs have it.
    const double Tolerance = 0.1;

    // 1 + 1 / (α − 1) at α = 1.1, times the sum over the rounds: Kaufmann and Kalyanakrishnan 2013, theorem 3.
    const double Alpha = 1.1;
    const double RoundFactor = 405.5;

    readonly Model _model;
    readonly Table _row;
    readonly Table _background;
    readonly ColumnCondition[] _conditions;
    readonly int[][] _holding; // of each condition the background's rows for which it holds
    readonly AnchorOptions _options;
    readonly RandomStream _root;
    readonly int _decision;
    int _rules;

    internal AnchorSearch(Model model, Table row, Table background, ColumnCondition[] conditions, AnchorOptions options)
    {
        (_model, _row, _background, _conditions, _options) = (model, row, background, conditions, options);
        _holding = Array.ConvertAll(conditions, condition => Enumerable.Range(0, background.RowCount).Where(place => condition.Holds[place]).ToArray());
        _root = new RandomStream(options.Seed);
        _decision = Decide(row)[0];
    }

    internal string Decision => _model is ClassifierModel classifier ? classifier.Classes[_decision] : _decision == 1 ? "outlier" : "no outlier";

    internal int Asked { get; private set; }

    /// <summary>The best rule, and whether it is as precise as asked for.</summary>
    internal (AnchorRule Rule, bool IsReached) Run()
    {
        var empty = NewRule([]);
        Sample(empty);
        if (IsPrecise(empty))
        {
            return (empty, true);
        }

        List<AnchorRule> beam = [empty];
        var most = Math.Min(_options.MaxConditions, _conditions.Length);
        var best = empty;
        for (var size = 1; size <= most; size++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            beam = Best(Longer(beam));
            _options.Progress?.Report(new FitProgress("conditions", size, most));
            var reached = beam.Where(IsPrecise).OrderByDescending(rule => rule.Coverage).FirstOrDefault();
            if (reached is not null)
            {
                return (reached, true);
            }

            best = beam.Append(best).MaxBy(rule => rule.Precision) ?? best;
        }

        return (best, false);
    }

    /// <summary>The lower bound of a rule's precision, by itself.</summary>
    internal double LowerBound(AnchorRule rule) => Bound(rule, Math.Log(1 / _options.Doubt), isUpper: false);

    List<AnchorRule> Longer(List<AnchorRule> beam) =>
        [.. beam.SelectMany(rule => Enumerable.Range(0, _conditions.Length).Where(place => !rule.Conditions.Contains(place)).Select(place => (int[])[.. rule.Conditions, place]))
            .DistinctBy(places => string.Join(' ', places.Order()))
            .Select(NewRule)];

    AnchorRule NewRule(int[] places)
    {
        var covered = Enumerable.Range(0, _background.RowCount).Count(row => Array.TrueForAll(places, place => _conditions[place].Holds[row]));
        return new AnchorRule(places, (double)covered / _background.RowCount, _root.Fork(_rules++));
    }

    /// <summary>The most precise rules: those that may be among them and those that may not are told apart where their bounds overlap most.</summary>
    List<AnchorRule> Best(List<AnchorRule> rules)
    {
        foreach (var rule in rules)
        {
            Sample(rule);
        }

        for (var round = 1; rules.Count > _options.BeamWidth; round++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var order = rules.OrderByDescending(rule => rule.Precision).ToArray();
            var level = Math.Log(RoundFactor * rules.Count * Math.Pow(round, Alpha) / _options.Doubt);
            level += Math.Log(level);
            var weakest = order[.._options.BeamWidth].MinBy(rule => Bound(rule, level, isUpper: false))!; // the beam holds one at least
            var strongest = order[_options.BeamWidth..].MaxBy(rule => Bound(rule, level, isUpper: true))!; // there are more rules than the beam holds
            if (Bound(strongest, level, isUpper: true) - Bound(weakest, level, isUpper: false) < Tolerance || (weakest.Count >= _options.MaxSamples && strongest.Count >= _options.MaxSamples))
            {
                return [.. order.Take(_options.BeamWidth)];
            }

            Sample(weakest);
            Sample(strongest);
        }

        return rules;
    }

    /// <summary>Whether a rule is as precise as asked for, by as many rows as it takes to tell.</summary>
    bool IsPrecise(AnchorRule rule)
    {
        var level = Math.Log(1 / _options.Doubt);
        while (rule.Count < _options.MaxSamples && Bound(rule, level, isUpper: false) < _options.Precision && Bound(rule, level, isUpper: true) >= _options.Precision)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            Sample(rule);
        }

        return Bound(rule, level, isUpper: false) >= _options.Precision;
    }

    /// <summary>Makes rows that keep a rule's conditions and asks about them.</summary>
    void Sample(AnchorRule rule)
    {
        if (rule.Count >= _options.MaxSamples)
        {
            return;
        }

        var others = Enumerable.Range(0, _options.BatchSize).Select(_ => rule.Random.NextInt(_background.RowCount)).ToArray();
        var made = _background.Take(others);
        foreach (var place in rule.Conditions)
        {
            // A value that no row of the background has is the explained row's own.
            var name = _conditions[place].Column;
            var holding = _holding[place];
            made = made.With(holding.Length == 0
                ? _row[name].Take(new int[others.Length])
                : _background[name].Take([.. others.Select(_ => holding[rule.Random.NextInt(holding.Length)])]));
        }

        Asked += others.Length;
        rule.Count += others.Length;
        rule.Same += Decide(made).Count(decision => decision == _decision);
    }

    int[] Decide(Table rows) => _model switch
    {
        ClassifierModel classifier => classifier.Decide(classifier.PredictProbabilities(rows)),
        OutlierDetectorModel detector => Array.ConvertAll(detector.PredictScores(rows), score => score > detector.Threshold ? 1 : 0),
        _ => [],
    };

    /// <summary>The least or greatest precision q with n KL(p, q) ≤ level.</summary>
    static double Bound(AnchorRule rule, double level, bool isUpper)
    {
        const int Halvings = 40;
        var p = rule.Precision;
        var (inside, outside) = (p, isUpper ? 1.0 : 0.0);
        for (var i = 0; i < Halvings && rule.Count > 0; i++)
        {
            var middle = (inside + outside) / 2;
            (inside, outside) = rule.Count * Divergence(p, middle) <= level ? (middle, outside) : (inside, middle);
        }

        return rule.Count == 0 ? outside : inside;
    }

    static double Divergence(double p, double q) =>
        (p > 0 ? p * Math.Log(p / q) : 0) + (p < 1 ? (1 - p) * Math.Log((1 - p) / (1 - q)) : 0);
}
