using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Finds the settings with which a recipe does best on rows that it did not learn from.</summary>
public static class Search
{
    /// <summary>
    /// Cross-validates recipes of a space, and ranks them. A trial that cannot be fitted is noted with its error and does not end the search; cancelled, or out of time, the search gives what it has.
    /// The best score of many is better than the best recipe is: <see cref="Nested"/> tells by how much.
    /// </summary>
    /// <exception cref="ArgumentException">The target is not there, options contradict each other, a metric is none of the reports', or earlier trials are of another search.</exception>
    public static SearchReport Run(SearchSpace space, Table table, string target, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        _ = table[target];
        var shape = space.Shape();
        options = options with { Validation = SearchMetric.With(options.Metrics, options.Validation) };
        var trials = new RecipeTrials(space, table, target, options);
        var (ended, end) = SearchEngine.Run(shape, options, trials.Run);
        return Report(space, options, ended, end);
    }

    /// <summary>The report of trials of a space, such as those that ended of a search under way: what <see cref="Run"/> gives at its end. Time: as for a random forest of 64 trees on the trials.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">The search's; of them only the metrics count.</param>
    /// <param name="trials">The trials; those under way are left out.</param>
    /// <param name="end">Why there are no more.</param>
    /// <exception cref="ArgumentException">A trial is not of the space.</exception>
    public static SearchReport Report(SearchSpace space, SearchOptions options, IEnumerable<Trial> trials, SearchEnd end)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(trials);
        var shape = space.Shape();
        var ended = trials.Where(trial => trial.Status != TrialStatus.Running).OrderBy(trial => trial.Number).ToEquatableArray();
        EquatableArray<string> names = options.Metrics.Count > 0 ? options.Metrics : ended.FirstOrDefault(trial => trial.Scores.Count > 0) is { } judged ? [judged.Scores[0].Name] : [];
        var metrics = names.Select(name => SearchMetric.Of(name, options.Validation)).ToEquatableArray();
        var report = new SearchReport { Metrics = metrics, Trials = ended, End = end, BestRecipe = null, Importances = [] };
        return report with
        {
            BestRecipe = report.Best is { } best ? space.RecipeOf(best.Settings) : null,
            Importances = metrics.Count == 1 ? FunctionalVariance.Of(shape, [.. report.Leaderboard.Select(trial => (shape.PointOf(trial.Settings), metrics[0].Loss(trial)))]) : [],
        };
    }

    /// <summary>
    /// Tells how well a search with a refit does on rows that neither saw, and how much better its best score looks than that: searches once a fold of an outer cross-validation, on the other folds' rows.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="table">The rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">The inner search; its earlier trials, budget and progress are not used.</param>
    /// <param name="outer">The outer cross-validation.</param>
    /// <exception cref="ArgumentException">As for <see cref="Run"/>.</exception>
    /// <exception cref="TableException">The rows cannot be learned from.</exception>
    /// <exception cref="InvalidOperationException">In a fold no trial came to its end.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; a part of the folds tells nothing.</exception>
    public static NestedSearch Nested(SearchSpace space, Table table, string target, SearchOptions options, CrossValidationOptions outer)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(outer);
        var inner = new List<SearchReport>();
        var within = options with { Earlier = [], Progress = null, Budget = null };
        Recipe recipe = space.Branches[0].Recipe is Classifier
            ? new SearchedClassifier { Space = space, Options = within, Found = inner.Add }
            : new SearchedRegressor { Space = space, Options = within, Found = inner.Add };
        var judged = CrossValidation.Run(recipe, table, target, SearchMetric.With(options.Metrics, outer) with
        {
            CancellationToken = options.CancellationToken.CanBeCanceled ? options.CancellationToken : outer.CancellationToken,
            // One fold after another, so that the searches come in the order of the folds; each takes all threads itself.
            AfterFold = (_, _) => true,
        });
        var metric = inner[0].Metrics[0];
        return new NestedSearch(
            metric, inner.Zip(judged.Folds, (found, report) => new NestedFold(found.Best!.Settings, found.Best[metric.Name], report[metric.Name])).ToEquatableArray()); // refitted, so there is a best
    }

    /// <summary>Searches, and fits the best recipe, which may not be cancelled half-way.</summary>
    internal static Model Fit(SearchSpace space, SearchOptions options, Action<SearchReport> found, Table train, string target, FitOptions fit)
    {
        var report = Run(space, train, target, options with { CancellationToken = fit.CancellationToken, Validation = options.Validation with { Weight = fit.Weight } });
        fit.CancellationToken.ThrowIfCancellationRequested();
        var model = report.Refit(train, target, fit);
        found(report);
        return model;
    }
}
