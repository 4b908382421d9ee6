using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Cross-validates candidates within the time that is left, and keeps the answers of the best.</summary>
sealed class AutoMlTrials
{
    /// <summary>Candidates of a family whose answers are kept: enough to choose from, few enough for memory.</summary>
    const int KeptOfFamily = 4;

    readonly AutoMlColumns _columns;
    readonly string _target;
    readonly AutoMlOptions _options;
    readonly List<AutoMlCandidate> _tried = [];
    readonly Dictionary<string, List<AutoMlAnswers>> _kept = []; // by family, on all rows, the best first

    internal AutoMlTrials(AutoMlColumns columns, string target, AutoMlOptions options, AutoMlClock clock)
    {
        (_columns, _target, _options) = (columns, target, options);
        Metric = options.Metric ?? "";
        Clock = clock;
        Rounds = AutoMlRounds.Of(columns, target, options);
    }

    internal AutoMlClock Clock { get; }

    /// <summary>The folds of all rows.</summary>
    internal AutoMlRounds Rounds { get; }

    /// <summary>The metric; empty before the first candidate has ended where none was named.</summary>
    internal string Metric { get; private set; }

    /// <summary>All candidates, by number.</summary>
    internal IReadOnlyList<AutoMlCandidate> Tried => _tried;

    /// <summary>The best of each family on all rows, the best family first.</summary>
    internal IReadOnlyList<AutoMlAnswers> BestOfFamilies => [.. _kept.Values.Select(family => family[0]).OrderBy(best => Loss(best.Candidate)).ThenBy(best => best.Candidate.Number)];

    /// <summary>The candidates whose answers are kept, the best first.</summary>
    internal IReadOnlyList<AutoMlAnswers> Kept => [.. _kept.Values.SelectMany(family => family).OrderBy(kept => Loss(kept.Candidate)).ThenBy(kept => kept.Candidate.Number)];

    /// <summary>Whether no more candidates may be tried.</summary>
    internal bool IsFull => _options.MaxCandidates > 0 && _tried.Count >= _options.MaxCandidates;

    /// <summary>The metric as a loss.</summary>
    internal double Loss(AutoMlCandidate candidate) => candidate.Status == TrialStatus.Complete ? Loss(candidate.Mean) : double.PositiveInfinity;

    /// <summary>A value of the metric as a loss.</summary>
    internal double Loss(double value) => SearchMetric.Of(Metric, new CrossValidationOptions()).Loss(value);

    /// <summary>Cross-validates a recipe.</summary>
    /// <param name="family">Its family.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="share">The share of rows, up to 1.</param>
    /// <param name="seconds">The time that it may take.</param>
    internal AutoMlCandidate Try(string family, Recipe recipe, double share, double seconds)
    {
        var isLook = share < 1;
        var rows = isLook ? _columns.Rows.Split(share, _columns.IsClasses ? _target : null, seed: _options.Seed).First : _columns.Rows;
        return Note(family, recipe, rows.RowCount, seconds, (candidate, limit) =>
        {
            var validations = Rounds.Splitters.Take(isLook ? 1 : Rounds.Splitters.Count)
                .Select(splitter => CrossValidation.Run(recipe, rows, _target, Validation(family, limit) with { Splitter = splitter })).ToArray();
            Metric = Metric.Length > 0 ? Metric : validations[0].Scores[0].Name;
            _ = validations[0][Metric];
            var judged = Judged(candidate, [.. validations.SelectMany(validation => validation.Scores.First(score => score.Name == Metric).Values)]);
            return (judged, isLook || family == AutoMlFamily.Baseline ? null : Array.ConvertAll(validations, validation => validation.OutOfFold!)); // classifiers and regressors have answers
        });
    }

    /// <summary>Notes a stack, judged by its final learner's cross-validation on its members' answers.</summary>
    internal AutoMlCandidate TryStack(Recipe stack, Recipe final, Table answers, double seconds) => Note(AutoMlFamily.Stack, stack, answers.RowCount, seconds, (candidate, limit) =>
    {
        var values = Rounds.Splitters.SelectMany(splitter =>
            CrossValidation.Run(final, answers, _target, Validation(AutoMlFamily.Stack, limit) with { Splitter = splitter }).Scores.First(score => score.Name == Metric).Values);
        return (Judged(candidate, [.. values]), null);
    });

    /// <summary>Notes a vote that was judged fold by fold.</summary>
    internal AutoMlCandidate TryVote(Recipe vote, Func<EquatableArray<double>> judge) => Note(AutoMlFamily.Vote, vote, _columns.Rows.RowCount, double.PositiveInfinity, (candidate, _) => (Judged(candidate, judge()), null));

    /// <summary>Tells what is under way.</summary>
    internal void Tell(string stage) => Tell(stage, ended: null);

    void Tell(string stage, AutoMlCandidate? ended)
    {
        var best = _kept.Count == 0 ? double.NaN : BestOfFamilies[0].Candidate.Mean;
        var share = _options.MaxCandidates > 0 ? (double)_tried.Count / _options.MaxCandidates : Clock.Elapsed / Clock.Budget;
        _options.Progress?.Report(new AutoMlProgress(Math.Min(1, share), stage, _tried.Count, best) { Ended = ended, Metric = Metric });
    }

    AutoMlCandidate Note(string family, Recipe recipe, int rows, double seconds, Func<AutoMlCandidate, Limit, (AutoMlCandidate Judged, Table[]? Answers)> judge)
    {
        Tell(family);
        var candidate = new AutoMlCandidate { Number = _tried.Count + 1, Family = family, Recipe = recipe, Status = TrialStatus.Pruned, Rows = rows };
        Table[]? answers = null;
        var started = _options.Time.GetTimestamp();
        var end = Clock.Elapsed + seconds;
        using var source = Clock.Within(seconds, out var linked, _options.CancellationToken);
        using (linked)
        {
            try
            {
                (candidate, answers) = judge(candidate, new Limit(linked, end));
            }
            catch (OperationCanceledException) when (!_options.CancellationToken.IsCancellationRequested)
            {
                // Its time is over; the candidate stays noted as pruned.
            }
            catch (Exception e) when (e is TableException or ArithmeticException or ArgumentException && !IsMetricUnknown(e))
            {
                candidate = candidate with { Status = TrialStatus.Failed, Error = e.Message };
            }
        }

        candidate = candidate with { Seconds = _options.Time.GetElapsedTime(started).TotalSeconds };
        _tried.Add(candidate);
        if (answers is not null && candidate.Status == TrialStatus.Complete)
        {
            Keep(candidate, answers);
        }

        Tell(family, candidate);
        return candidate;
    }

    void Keep(AutoMlCandidate candidate, Table[] answers)
    {
        var family = _kept.TryGetValue(candidate.Family, out var known) ? known : _kept[candidate.Family] = [];
        if (family.Any(kept => kept.Candidate.Recipe == candidate.Recipe))
        {
            return;
        }

        var place = family.FindIndex(kept => Loss(candidate) < Loss(kept.Candidate));
        family.Insert(place < 0 ? family.Count : place, new AutoMlAnswers(candidate, Array.ConvertAll(answers, Rounds.Numbers)));
        if (family.Count > KeptOfFamily)
        {
            family.RemoveAt(KeptOfFamily);
        }
    }

    /// <summary>A name of no figure is the caller's mistake, not the recipe's.</summary>
    bool IsMetricUnknown(Exception e) => Metric.Length > 0 && e.Message.StartsWith("The cross-validation has no figure", StringComparison.Ordinal);

    CrossValidationOptions Validation(string stage, Limit limit) => new()
    {
        MaxThreads = _options.MaxThreads,
        Weight = _options.Weight,
        CancellationToken = limit.Source.Token,
        Progress = _options.Progress is null ? null : new Relay(() =>
        {
            Tell(stage);
            if (Clock.Elapsed > limit.End)
            {
                limit.Source.Cancel();
            }
        }),
    };

    AutoMlCandidate Judged(AutoMlCandidate candidate, EquatableArray<double> values)
    {
        var score = FoldScore.Of(Metric, values);
        var reach = values.Count < 2 ? double.NaN : StudentDistribution.Quantile(0.975, values.Count - 1) * score.StandardDeviation * Rounds.Correction;
        return candidate with
        {
            Status = double.IsNaN(score.Mean) ? TrialStatus.Failed : TrialStatus.Complete,
            Error = double.IsNaN(score.Mean) ? string.Create(CultureInfo.InvariantCulture, $"'{Metric}' is not defined in any of {values.Count} folds.") : null,
            Folds = values,
            Mean = score.Mean,
            Interval = double.IsNaN(reach) ? null : new Interval(score.Mean - reach, score.Mean + reach),
        };
    }

    /// <summary>When a candidate's time is over, and what ends it.</summary>
    sealed record Limit(CancellationTokenSource Source, double End);

    /// <summary>Passes on that a fit has come further.</summary>
    sealed class Relay(Action tell) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => tell();
    }
}
