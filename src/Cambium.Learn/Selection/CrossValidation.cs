using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a recipe does on rows that it did not learn from, over folds. Unless a splitter says otherwise, folds are stratified for classifiers.</summary>
/// <param name="Folds">One report a fold. A class that a fold's training rows lack has probability 0 there.</param>
/// <param name="Scores">Each figure over the folds, in the reports' order.</param>
/// <remarks>Source: M. Stone, "Cross-Validatory Choice and Assessment of Statistical Predictions", 1974.</remarks>
public sealed record CrossValidation(EquatableArray<Report> Folds, EquatableArray<FoldScore> Scores)
{
    /// <summary>
    /// The answers on rows that a fold did not learn from, in the order of the table, with the columns of <see cref="Model.Predict"/>. Probabilities and numbers are means where a row is tested
    /// more than once, and missing where it never is; then a row is called what most folds call it. Null for clusterers, whose numbers mean nothing from fold to fold.
    /// </summary>
    public Table? OutOfFold { get; init; }

    /// <summary>The report of <see cref="OutOfFold"/> as a whole, where there is a target. Needed where folds are too small for a figure, as when rows are left out one by one.</summary>
    public Report? Pooled { get; init; }

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
    /// <exception cref="TableException">The rows cannot be split so or learned from; the message names the fold.</exception>
    public static CrossValidation Run(Recipe recipe, Table table, string target, CrossValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(options);
        return Run(_ => recipe, FoldRunner.SplitterOf(recipe, target, options), table, target, options);
    }

    /// <summary>
    /// Chooses a recipe in each fold from its training rows alone, fits it on them and evaluates it on the rows left out: nested cross-validation, where the choice itself is a search over inner
    /// folds. Where no splitter says otherwise, folds are stratified by the target.
    /// </summary>
    /// <param name="choose">Gives a recipe from training rows, which have all the table's columns. Called once a fold, by several threads at once.</param>
    /// <param name="table">All rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Folds, weights, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, or there are more folds than rows.</exception>
    /// <exception cref="TableException">The rows cannot be split so or learned from; the message names the fold.</exception>
    /// <remarks>Source: S. Varma, R. Simon, "Bias in Error Estimation When Using Cross-Validation for Model Selection", 2006.</remarks>
    public static CrossValidation Run(Func<Table, Recipe> choose, Table table, string target, CrossValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(choose);
        ArgumentNullException.ThrowIfNull(options);
        return Run(choose, options.Splitter ?? new StratifiedKFold(target) { Folds = options.Folds, Seed = options.Seed }, table, target, options);
    }

    /// <summary>Each figure's mean and standard deviation over the folds as a small table.</summary>
    public override string ToString() =>
        TextTable.Of([
            ["folds", $"{Folds.Count}"],
            .. Scores.Select(score => (string[])[score.Name, TextTable.Number(score.Mean), $"± {TextTable.Number(score.StandardDeviation)}"]),
        ]);

    /// <summary>Whether both hold the same reports and the same answers.</summary>
    public bool Equals(CrossValidation? other) =>
        other is not null && Folds == other.Folds && Scores == other.Scores && Pooled == other.Pooled && OutOfFold?.Fingerprint() == other.OutOfFold?.Fingerprint();

    /// <inheritdoc/>
    public override int GetHashCode() => Scores.GetHashCode();

    /// <summary>The splits of a table and what each fold gives.</summary>
    internal static (IReadOnlyList<RowSplit> Splits, FoldOutcome[] Outcomes) Outcomes(FoldRunner runner, Splitter splitter, CrossValidationOptions options)
    {
        var splits = splitter.Split(runner.Table);
        var progress = new FoldProgress(options.Progress, splits.Count);
        progress.Begin();
        if (options.AfterFold is { } after)
        {
            return OneByOne(runner, splits, after, progress, options);
        }

        var outcomes = FoldThreads.Run(
            splits.Count,
            runner.Table,
            options.MaxThreads,
            (fold, threads) =>
            {
                var split = splits[fold];
                var outcome = runner.Run(split.Train.Span, split.Test.Span, judgeTraining: false, threads, progress.Of(fold));
                progress.Done();
                return outcome;
            },
            options.CancellationToken);
        return (splits, outcomes);
    }

    /// <summary>Folds one after another, which end where the caller has seen enough.</summary>
    static (IReadOnlyList<RowSplit> Splits, FoldOutcome[] Outcomes) OneByOne(
        FoldRunner runner, IReadOnlyList<RowSplit> splits, Func<Report, int, bool> after, FoldProgress progress, CrossValidationOptions options)
    {
        var outcomes = new List<FoldOutcome>();
        for (var fold = 0; fold < splits.Count; fold++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            outcomes.Add(runner.Run(splits[fold].Train.Span, splits[fold].Test.Span, judgeTraining: false, options.MaxThreads, progress.Of(fold)));
            progress.Done();
            if (!after(outcomes[fold].Test, splits.Count))
            {
                break;
            }
        }

        return ([.. splits.Take(outcomes.Count)], [.. outcomes]);
    }

    static CrossValidation Run(Func<Table, Recipe> choose, Splitter splitter, Table table, string target, CrossValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        _ = table[target];
        var runner = new FoldRunner(choose, table, target, splitter, options);
        var (splits, outcomes) = Outcomes(runner, splitter, options);
        var reports = outcomes.Select(outcome => outcome.Test).ToEquatableArray();
        var (answers, pooled) = OutOfFoldRows.Of(runner, target, splits, outcomes);
        return new CrossValidation(reports, FoldScore.Over(reports)) { OutOfFold = answers, Pooled = pooled };
    }
}
