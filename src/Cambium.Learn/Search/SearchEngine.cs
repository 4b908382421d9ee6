using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Runs trials on several workers. What a trial tries depends on the results of the trials before a fixed one, never on which have happened to end, so that trials are the same at any number of workers.
/// </summary>
sealed class SearchEngine : IDisposable
{
    readonly Lock _lock = new();
    readonly SemaphoreSlim _changed = new(0);
    readonly SpaceShape _shape;
    readonly SearchOptions _options;
    readonly Func<TrialTask, Trial> _evaluate;
    readonly ISamplerRun _sampler;
    readonly ISchedulerRun _scheduler;
    readonly Dictionary<int, Trial> _earlier;
    readonly List<Trial> _planned = [];
    readonly List<double[]> _points = [];
    readonly Dictionary<int, Trial> _ended = [];
    readonly List<Observation> _known = []; // the trials before the first that has not ended
    int _draws;
    int _waiting;
    bool _isStopped;
    EquatableArray<SearchMetric> _metrics;

    SearchEngine(SpaceShape shape, SearchOptions options, Func<TrialTask, Trial> evaluate)
    {
        _shape = shape;
        _options = options;
        _evaluate = evaluate;
        _metrics = options.Metrics.Select(name => SearchMetric.Of(name, options.Validation)).ToEquatableArray();
        _sampler = options.Sampler.Start(shape, options.Seed);
        var draws = Math.Min(options.Trials, _sampler.Count);
        _scheduler = options.Scheduler?.Start(draws) ?? new EachOnce(draws);
        _earlier = options.Earlier.Where(trial => trial.Status != TrialStatus.Running).ToDictionary(trial => trial.Number);
    }

    /// <summary>Runs a search.</summary>
    /// <returns>The trials that ended, by number, and why there are no more.</returns>
    /// <exception cref="ArgumentException">Options contradict each other, or earlier trials are of another search.</exception>
    internal static (EquatableArray<Trial> Trials, SearchEnd End) Run(SpaceShape shape, SearchOptions options, Func<TrialTask, Trial> evaluate)
    {
        Check(shape, options);
        using var engine = new SearchEngine(shape, options, evaluate);
        return engine.Run();
    }

    public void Dispose() => _changed.Dispose();

    static void Check(SpaceShape shape, SearchOptions options)
    {
        if (shape.Dimensions.Count == 0)
        {
            throw new ArgumentException("The space has no settings to search. Give at least one of them a range.", nameof(shape));
        }

        if (options.Budget is { } budget && budget <= TimeSpan.Zero)
        {
            throw new ArgumentException($"The budget is {budget}, expected a time above 0.", nameof(options));
        }

        if (options.Sampler is Nsga2Sampler != options.Metrics.Count > 1)
        {
            throw new ArgumentException(
                options.Metrics.Count > 1
                    ? $"There are {options.Metrics.Count} metrics, but the sampler looks at the first only. Use the NSGA-II sampler, or name one metric."
                    : "The NSGA-II sampler weighs several metrics, but there is only one. Name two or three in Metrics, or use another sampler.",
                nameof(options));
        }

        if (options is { Sampler: Nsga2Sampler, Scheduler: not null })
        {
            throw new ArgumentException("The NSGA-II sampler has generations of its own and takes no scheduler. Leave one of the two out.", nameof(options));
        }
    }

    (EquatableArray<Trial> Trials, SearchEnd End) Run()
    {
        using var budget = _options.Budget is { } limit ? new CancellationTokenSource(limit, _options.Time) : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, _options.CancellationToken);
        using var wake = stop.Token.Register(Stop);
        var workers = ParallelBlocks.Threads(_options.Workers);
        if (workers == 1)
        {
            Work(stop.Token);
        }
        else
        {
            Work(workers, stop.Token);
        }

        var trials = _ended.OrderBy(pair => pair.Key).Select(pair => pair.Value).ToEquatableArray();
        var end = _options.CancellationToken.IsCancellationRequested ? SearchEnd.Cancelled : budget.IsCancellationRequested ? SearchEnd.Budget : SearchEnd.Trials;
        return (trials, end);
    }

    void Work(int workers, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work(cancellationToken));
        }
        catch (AggregateException e)
        {
            // A worker that fails stops the others; what they may throw on the way is less telling.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    void Work(CancellationToken cancellationToken)
    {
        var isDone = false;
        try
        {
            while (Next(cancellationToken) is { } task)
            {
                Keep(_evaluate(task));
            }

            isDone = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The trial is dropped; those that ended are kept.
            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                Stop();
            }
        }
    }

    /// <summary>The next trial to make; waits where what it depends on has not ended. Null where there is none.</summary>
    TrialTask? Next(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_isStopped)
                {
                    return null;
                }

                switch (TryPlan(cancellationToken, out var task))
                {
                    case Planning.Made when task is not null:
                        return task;
                    case Planning.Made:
                        continue; // an earlier search made it
                    case Planning.Ended:
                        return null;
                    default:
                        _waiting++;
                        break;
                }
            }

            _changed.Wait(CancellationToken.None);
        }
    }

    Planning TryPlan(CancellationToken cancellationToken, out TrialTask? task)
    {
        task = null;
        var number = _planned.Count;
        var needs = Math.Max(_scheduler.Needs(number), _sampler.Needs(_draws, number));
        if (_known.Count < needs)
        {
            return Planning.Waits;
        }

        var known = _known.GetRange(0, needs);
        if (_scheduler.Plan(number, known) is not { } plan)
        {
            if (_known.Count < number)
            {
                return Planning.Waits;
            }

            known = _known.GetRange(0, number);
            if (needs == number || _scheduler.Plan(number, known) is not { } last)
            {
                return Planning.Ended;
            }

            plan = last;
        }

        task = Begin(number, plan, known, cancellationToken);
        return Planning.Made;
    }

    /// <summary>Notes a trial as planned; null where an earlier search has made it.</summary>
    TrialTask? Begin(int number, TrialPlan plan, List<Observation> known, CancellationToken cancellationToken)
    {
        var settings = plan.Repeats < 0
            ? _shape.SettingsAt(_sampler.Draw(_draws++, known, _points.GetRange(known.Count, number - known.Count)))
            : _planned[plan.Repeats].Settings;
        var trial = new Trial { Number = number + 1, Settings = settings, Status = TrialStatus.Running, Resource = plan.Resource, Repeats = plan.Repeats + 1 };
        _planned.Add(trial);
        _points.Add(_shape.PointOf(settings));
        if (_earlier.TryGetValue(trial.Number, out var earlier))
        {
            if (earlier.Settings != trial.Settings || earlier.Resource != trial.Resource || earlier.Repeats != trial.Repeats)
            {
                throw new ArgumentException(
                    $"Trial {trial.Number} of the earlier search tried {Shown(earlier)}, but this search tries {Shown(trial)}. Go on with the same space, options and seed.", nameof(trial));
            }

            Note(earlier);
            return null;
        }

        _options.Progress?.Report(trial);
        return new TrialTask(trial, scores => _scheduler.Stops(known, FoldLosses(scores)), Tell, cancellationToken);
    }

    static string Shown(Trial trial) =>
        $"{string.Join(' ', trial.Settings.Select(setting => $"{setting.Name}={setting.Value}"))} with {RecipeSettings.Text(trial.Resource)} of the resource";

    void Tell(Trial trial)
    {
        lock (_lock)
        {
            _options.Progress?.Report(trial);
        }
    }

    void Keep(Trial trial)
    {
        lock (_lock)
        {
            Note(trial);
            _options.Progress?.Report(trial);
        }
    }

    void Note(Trial trial)
    {
        Debug.Assert(trial.Status != TrialStatus.Running);
        _ended.Add(trial.Number, trial);
        while (_ended.TryGetValue(_known.Count + 1, out var next))
        {
            if (_metrics.Count == 0 && next.Scores.Count > 0)
            {
                _metrics = [SearchMetric.Of(next.Scores[0].Name, _options.Validation)];
            }

            _known.Add(Observe(next));
        }

        Wake();
    }

    Observation Observe(Trial trial)
    {
        var losses = _metrics.Select(metric => metric.Loss(trial)).ToArray();
        return new Observation(
            trial.Number - 1, _points[trial.Number - 1], losses.Length == 0 ? [double.PositiveInfinity] : losses, trial.Status == TrialStatus.Complete, trial.Resource, [.. FoldLosses(trial.Scores)]);
    }

    /// <summary>The mean loss of the first metric after each fold.</summary>
    IReadOnlyList<double> FoldLosses(EquatableArray<TrialScore> scores)
    {
        var metrics = _metrics;
        if (scores.Count == 0)
        {
            return [];
        }

        var metric = metrics.Count == 0 ? SearchMetric.Of(scores[0].Name, _options.Validation) : metrics[0];
        var score = scores.First(score => score.Name == metric.Name); // a report has it, or the search would have ended

        var sum = 0.0;
        return [.. score.Folds.Select((value, fold) => metric.Loss((sum += value) / (fold + 1)))];
    }

    void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            Wake();
        }
    }

    void Wake()
    {
        if (_waiting > 0)
        {
            _changed.Release(_waiting);
            _waiting = 0;
        }
    }

    /// <summary>What came of an attempt to plan a trial.</summary>
    enum Planning
    {
        /// <summary>It is planned.</summary>
        Made,

        /// <summary>It depends on trials under way.</summary>
        Waits,

        /// <summary>There are no more.</summary>
        Ended,
    }
}
