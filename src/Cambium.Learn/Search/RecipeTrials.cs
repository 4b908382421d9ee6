using System.Collections.Concurrent;
using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Makes the trials of a search of recipes: cross-validates each with its share of rows, folds or a setting.</summary>
sealed class RecipeTrials
{
    readonly SearchSpace _space;
    readonly Table _table;
    readonly string _target;
    readonly SearchOptions _options;
    readonly string _resource;
    readonly int _threads;
    readonly ConcurrentDictionary<double, Lazy<Table>> _samples = new();

    internal RecipeTrials(SearchSpace space, Table table, string target, SearchOptions options)
    {
        (_space, _table, _target, _options) = (space, table, target, options);
        _resource = options.Scheduler?.Resource ?? Scheduler.OfRows;
        var workers = ParallelBlocks.Threads(options.Workers);
        _threads = options.Validation.MaxThreads > 0 || workers == 1 ? options.Validation.MaxThreads : Math.Max(1, Environment.ProcessorCount / workers);
        if (_resource is not (Scheduler.OfRows or Scheduler.OfFolds))
        {
            foreach (var branch in space.Branches)
            {
                _ = WithShare(branch.Recipe, 1);
            }
        }
    }

    /// <summary>Makes one trial.</summary>
    /// <exception cref="ArgumentException">A metric is none of the reports'.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal Trial Run(TrialTask task)
    {
        var (trial, started) = (task.Trial, _options.Time.GetTimestamp());
        var reports = new List<Report>();
        var isPruned = false;
        try
        {
            var share = trial.Resource;
            var recipe = _space.RecipeOf(trial.Settings);
            recipe = share < 1 && _resource is not (Scheduler.OfRows or Scheduler.OfFolds) ? WithShare(recipe, share) : recipe;
            var rows = share < 1 && _resource == Scheduler.OfRows ? Sample(share, recipe is Classifier) : _table;
            CrossValidation.Run(recipe, rows, _target, _options.Validation with
            {
                MaxThreads = _threads,
                Progress = null,
                CancellationToken = task.CancellationToken,
                AfterFold = (report, folds) =>
                {
                    reports.Add(report);
                    var scores = Scores(reports);
                    task.Told(trial with { Scores = scores });
                    var isLast = reports.Count >= (_resource == Scheduler.OfFolds ? (int)Math.Ceiling(share * folds) : folds);
                    isPruned = !isLast && task.Stops(scores);
                    return !isLast && !isPruned;
                },
            });
        }
        catch (Exception e) when (e is TableException or ArgumentException or ArithmeticException)
        {
            return trial with { Status = TrialStatus.Failed, Error = e.Message, Duration = _options.Time.GetElapsedTime(started) };
        }

        foreach (var metric in _options.Metrics)
        {
            _ = reports[0][metric];
        }

        return trial with { Status = isPruned ? TrialStatus.Pruned : TrialStatus.Complete, Scores = Scores(reports), Duration = _options.Time.GetElapsedTime(started) };
    }

    static EquatableArray<TrialScore> Scores(List<Report> reports) =>
        reports[0].Scores.Select(score =>
        {
            var values = reports.Select(report => report[score.Name]).ToEquatableArray();
            return new TrialScore(score.Name, values.Average(), values);
        }).ToEquatableArray();

    Table Sample(double share, bool isStratified) =>
        _samples.GetOrAdd(share, part => new Lazy<Table>(() => _table.Split(part, isStratified ? _target : null, seed: _options.Seed).First)).Value;

    /// <summary>The recipe with a share of a setting of whole numbers.</summary>
    Recipe WithShare(Recipe recipe, double share)
    {
        var whole = 0L;
        _ = RecipePath.Read(recipe, _resource) is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out whole)
            ? text
            : throw new ArgumentException($"The resource '{_resource}' is no setting of whole numbers. Name 'rows', 'folds', or a setting such as 'trees'.", nameof(recipe));
        return RecipePath.With(recipe, _resource, Math.Max(1, Math.Round(share * whole)).ToString("F0", CultureInfo.InvariantCulture));
    }
}
