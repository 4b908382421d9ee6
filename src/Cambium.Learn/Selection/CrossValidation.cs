using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a recipe does on rows that it did not learn from, over folds. Folds are stratified for classifiers.</summary>
/// <param name="Folds">One report a fold.</param>
/// <param name="Scores">Each figure over the folds, in the reports' order.</param>
public sealed record CrossValidation(EquatableArray<Report> Folds, EquatableArray<FoldScore> Scores)
{
    /// <summary>The mean of a figure over the folds.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public double this[string name] =>
        Scores.FirstOrDefault(score => score.Name == name)?.Mean
        ?? throw new ArgumentException(
            $"The cross-validation has no figure '{name}'.{NearestName.Suggestion(name, Scores.Select(score => score.Name))} It has: " +
            $"{string.Join(", ", Scores.Select(score => score.Name))}.",
            nameof(name));

    /// <summary>
    /// Fits the recipe once a fold, on the other folds' rows, and evaluates it on the fold's; the folds' reports have no intervals.
    /// </summary>
    /// <exception cref="ArgumentException">A column is not there, or there are more folds than rows.</exception>
    /// <exception cref="TableException">The rows cannot be learned from.</exception>
    public static CrossValidation Run(Recipe recipe, Table table, string target, CrossValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        _ = table[target];
        if (options.Folds > table.RowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Folds, $"Folds must be between 2 and the number of rows, {table.RowCount}.");
        }

        var foldOf = table.Folds(options.Folds, recipe is Classifier ? target : null, groupBy: null, options.Seed);
        var reports = new Report[options.Folds];
        for (var fold = 0; fold < reports.Length; fold++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Progress?.Report(new FitProgress("folds", fold, reports.Length));
            reports[fold] = RunFold(recipe, table, target, foldOf, fold, options);
        }

        options.Progress?.Report(new FitProgress("folds", reports.Length, reports.Length));
        return new CrossValidation(reports.ToEquatableArray(), reports[0].Scores.Select(score => Over(reports, score.Name)).ToEquatableArray());
    }

    /// <summary>Each figure's mean and standard deviation over the folds as a small table.</summary>
    public override string ToString() =>
        TextTable.Of([
            ["folds", $"{Folds.Count}"],
            .. Scores.Select(score => (string[])[score.Name, TextTable.Number(score.Mean), $"± {TextTable.Number(score.StandardDeviation)}"]),
        ]);

    static Report RunFold(Recipe recipe, Table table, string target, int[] foldOf, int fold, CrossValidationOptions options)
    {
        var rows = Enumerable.Range(0, foldOf.Length).ToLookup(row => foldOf[row] == fold);
        var fit = new FitOptions
        {
            Weight = options.Weight,
            MaxThreads = options.MaxThreads,
            Progress = options.Progress is { } listener ? new FoldProgress(listener, fold + 1) : null,
            CancellationToken = options.CancellationToken,
        };
        var model = recipe.Fit(table.Take([.. rows[false]]), target, fit);
        return model.Evaluate(table.Take([.. rows[true]]), new EvaluateOptions { Intervals = IntervalMethod.None, Metrics = options.Metrics });
    }

    static FoldScore Over(Report[] reports, string name)
    {
        var values = reports.Select(report => report[name]).ToArray();
        var mean = values.Average();
        return new FoldScore(name, mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }
}
