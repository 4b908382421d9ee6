using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Cross-validates candidates within the time that is left, and knows what each cost.</summary>
sealed class AutoMlTrials
{
    readonly AutoMlColumns _columns;
    readonly string _target;
    readonly AutoMlOptions _options;
    readonly List<AutoMlCandidate> _tried = [];
    readonly Dictionary<string, (AutoMlCandidate Candidate, Table Answers)> _best = []; // by family, on all rows

    internal AutoMlTrials(AutoMlColumns columns, string target, AutoMlOptions options, AutoMlClock clock)
    {
        (_columns, _target, _options) = (columns, target, options);
        Metric = options.Metric ?? "";
        Clock = clock;
    }

    internal AutoMlClock Clock { get; }

    /// <summary>The metric; empty before the first candidate has ended where none was named.</summary>
    internal string Metric { get; private set; }

    /// <summary>All candidates, by number.</summary>
    internal IReadOnlyList<AutoMlCandidate> Tried => _tried;

    /// <summary>The best of each family on all rows with its answers, the best family first.</summary>
    internal IReadOnlyList<(AutoMlCandidate Candidate, Table Answers)> BestOfFamilies =>
        [.. _best.Values.OrderBy(best => Loss(best.Candidate)).ThenBy(best => best.Candidate.Number)];

    /// <summary>Whether no more candidates may be tried.</summary>
    internal bool IsFull => _options.MaxCandidates > 0 && _tried.Count >= _options.MaxCandidates;

    /// <summary>The metric as a loss.</summary>
    internal double Loss(AutoMlCandidate candidate) => candidate.Status == TrialStatus.Complete ? SearchMetric.Of(Metric, new CrossValidationOptions()).Loss(candidate.Mean) : double.PositiveInfinity;

    /// <summary>Cross-validates a recipe.</summary>
    /// <param name="family">Its family.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="share">The share of rows, up to 1.</param>
    /// <param name="seconds">The time that it may take.</param>
    internal AutoMlCandidate Try(string family, Recipe recipe, double share, double seconds)
    {
        var rows = share < 1 ? _columns.Rows.Split(share, _columns.IsClasses ? _target : null, seed: _options.Seed).First : _columns.Rows;
        return Note(family, recipe, rows, _target, share < 1, seconds);
    }

    /// <summary>Notes a stack, judged by its final learner's cross-validation on its members' answers.</summary>
    internal AutoMlCandidate TryStack(Recipe stack, Recipe final, Table answers, double seconds) => Note(AutoMlFamily.Stack, stack, answers, _target, isLook: false, seconds, final);

    /// <summary>Tells what is under way.</summary>
    internal void Tell(string stage) => Tell(stage, ended: null);

    void Tell(string stage, AutoMlCandidate? ended)
    {
        var best = _best.Count == 0 ? double.NaN : BestOfFamilies[0].Candidate.Mean;
        var share = _options.MaxCandidates > 0 ? (double)_tried.Count / _options.MaxCandidates : Clock.Elapsed / Clock.Budget;
        _options.Progress?.Report(new AutoMlProgress(Math.Min(1, share), stage, _tried.Count, best) { Ended = ended, Metric = Metric });
    }

    /// <summary>The seconds that the fit of a candidate on all rows takes, estimated from its cross-validation: as if a fit used but one thread.</summary>
    internal double FitSeconds(AutoMlCandidate candidate, double growth = 1.1)
    {
        var abreast = Math.Min(ParallelBlocks.Threads(_options.MaxThreads), _options.Folds);
        return candidate.Seconds * abreast / (_options.Folds - 1) * Math.Pow((double)_columns.Rows.RowCount / Math.Max(1, candidate.Rows), growth);
    }

    AutoMlCandidate Note(string family, Recipe recipe, Table rows, string target, bool isLook, double seconds, Recipe? judged = null)
    {
        Tell(family);
        var candidate = new AutoMlCandidate { Number = _tried.Count + 1, Family = family, Recipe = recipe, Status = TrialStatus.Pruned, Rows = rows.RowCount };
        var started = _options.Time.GetTimestamp();
        using var limit = Clock.Within(seconds, out var linked, _options.CancellationToken);
        using (linked)
        {
            try
            {
                var validation = CrossValidation.Run(judged ?? recipe, rows, target, Validation(family, linked.Token));
                candidate = Judged(candidate, validation);
                if (!isLook && judged is null && candidate.Family != AutoMlFamily.Baseline && (!_best.TryGetValue(family, out var best) || Loss(candidate) < Loss(best.Candidate)))
                {
                    _best[family] = (candidate, validation.OutOfFold!); // classifiers and regressors have answers
                }
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
        if (_best.TryGetValue(family, out var kept) && kept.Candidate.Number == candidate.Number)
        {
            _best[family] = (candidate, kept.Answers);
        }

        _tried.Add(candidate);
        Tell(family, candidate);
        return candidate;
    }

    /// <summary>A name of no figure is the caller's mistake, not the recipe's.</summary>
    bool IsMetricUnknown(Exception e) => Metric.Length > 0 && e.Message.StartsWith("The cross-validation has no figure", StringComparison.Ordinal);

    CrossValidationOptions Validation(string stage, CancellationToken cancellationToken) => new()
    {
        Folds = _options.Folds,
        Seed = _options.Seed,
        MaxThreads = _options.MaxThreads,
        Weight = _options.Weight,
        CancellationToken = cancellationToken,
        Progress = _options.Progress is null ? null : new Relay(() => Tell(stage)),
    };

    AutoMlCandidate Judged(AutoMlCandidate candidate, CrossValidation validation)
    {
        Metric = Metric.Length > 0 ? Metric : validation.Scores[0].Name;
        _ = validation[Metric];
        var score = validation.Scores.First(score => score.Name == Metric);
        var folds = score.Values.Count;
        var reach = StudentDistribution.Quantile(0.975, folds - 1) * score.StandardDeviation * Math.Sqrt((1.0 / folds) + (1.0 / (folds - 1)));
        return candidate with
        {
            Status = double.IsNaN(score.Mean) ? TrialStatus.Failed : TrialStatus.Complete,
            Error = double.IsNaN(score.Mean) ? string.Create(CultureInfo.InvariantCulture, $"'{Metric}' is not defined in any of {folds} folds.") : null,
            Folds = score.Values,
            Mean = score.Mean,
            Interval = double.IsNaN(reach) ? null : new Interval(score.Mean - reach, score.Mean + reach),
        };
    }

    /// <summary>Passes on that a fit has come further.</summary>
    sealed class Relay(Action tell) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => tell();
    }
}
