using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Whether one of two models, or of two recipes, is better by more than chance. Models are compared on the same held-out rows: any metric by the paired bootstrap; of classifiers also accuracy by
/// McNemar's test and, of two classes, the area under the ROC curve by DeLong's. Recipes are compared over the same folds by the corrected resampled t-test.
/// </summary>
/// <remarks>
/// Figures that a report shows side by side share their rows, so that their difference is known far better than each of them: look at its interval, not at whether the two intervals overlap.
/// </remarks>
public sealed record ModelComparison
{
    /// <summary>Below this p-value a difference is taken for more than chance.</summary>
    const double Level = 0.05;

    ModelComparison()
    {
    }

    /// <summary>What the first model is called.</summary>
    public required string First { get; init; }

    /// <summary>What the second model is called.</summary>
    public required string Second { get; init; }

    /// <summary>The number of rows that both judged.</summary>
    public required int Rows { get; init; }

    /// <summary>The figures and tests, the main one first.</summary>
    public required EquatableArray<ComparedFigure> Figures { get; init; }

    /// <summary>What the main figure says, in plain words.</summary>
    public string Sentence => Say(Figures[0]);

    /// <summary>Compares two models on rows that neither was fitted on.</summary>
    /// <param name="first">A classifier or regressor.</param>
    /// <param name="second">One of the same kind, target and classes.</param>
    /// <param name="test">The rows, with the target.</param>
    /// <param name="options">
    /// The metrics, the main one first (none: roc_auc of classifiers, rmse of regressors), and how their intervals are made. With groups of rows, McNemar's and DeLong's tests, which take rows for
    /// independent, are left out.
    /// </param>
    /// <param name="names">What to call the two; "first" and "second" where it is null.</param>
    /// <exception cref="ArgumentException">The models do not answer the same question, a metric judges another kind of model, no interval is asked for, or a column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the models.</exception>
    public static ModelComparison Of(Model first, Model second, Table test, EvaluateOptions options, (string First, string Second)? names = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        CheckAlike(first, second);
        if (options.Intervals == IntervalMethod.None)
        {
            throw new ArgumentException("Intervals is None; a comparison is made of intervals: ask for Percentile or Bca.", nameof(options));
        }

        var (a, b) = (first.Judge(test), second.Judge(test));
        var figures = PairedBootstrap.Of(Metrics(options.Metrics, a), a, b, FigureIntervals.Units(test, options.GroupBy), options);
        return new ModelComparison
        {
            First = names?.First ?? "first",
            Second = names?.Second ?? "second",
            Rows = a.Count,
            Figures = [.. figures, .. options.GroupBy is null && a is JudgedClasses x && b is JudgedClasses y ? OfClasses(x, y) : []],
        };
    }

    /// <summary>Compares two recipes by cross-validation over the same folds.</summary>
    /// <param name="first">A recipe of a classifier or regressor.</param>
    /// <param name="second">One of the same kind.</param>
    /// <param name="table">The rows to learn from and judge on.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Folds, seed, and the metrics, the main one first (none: roc_auc of classifiers, rmse of regressors).</param>
    /// <param name="repeats">How often to do it, with other folds each time; more find smaller differences. Default 1. Range [1, 1000].</param>
    /// <param name="names">What to call the two; "first" and "second" where it is null.</param>
    /// <exception cref="ArgumentException">The recipes learn different things, a metric judges another kind of model, or a column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from.</exception>
    public static ModelComparison OfRecipes(
        Recipe first, Recipe second, Table table, string target, CrossValidationOptions options, int repeats = 1, (string First, string Second)? names = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        Numerics.Check.InRange(repeats, 1, 1000, nameof(repeats));
        var kind = Kind(first);
        if (kind != Kind(second))
        {
            throw new ArgumentException($"The first recipe is one of the {kind}, the second one of the {Kind(second)}; expected two that answer the same question.", nameof(second));
        }

        var metrics = Metrics(options.Metrics, kind);
        var runs = Enumerable.Range(0, repeats).Select(repeat => options with { Metrics = [.. metrics], Seed = options.Seed + repeat }).ToArray();
        var a = Folds(first);
        var b = Folds(second);
        return new ModelComparison
        {
            First = names?.First ?? "first",
            Second = names?.Second ?? "second",
            Rows = table.RowCount,
            Figures = [.. metrics.Select(metric => CorrectedResampledT.Of(metric, Values(a, metric), Values(b, metric), 1.0 / (options.Folds - 1)))],
        };

        Report[] Folds(Recipe recipe) => [.. runs.SelectMany(run => CrossValidation.Run(recipe, table, target, run).Folds)];

        static double[] Values(Report[] folds, Metric metric) => Array.ConvertAll(folds, fold => fold[metric.Name]);
    }

    /// <summary>The figures as a small table, and the sentence.</summary>
    public override string ToString() =>
        TextTable.Of([
            ["figure", First, Second, "difference", "95 %", "p", "test"],
            .. Figures.Select(figure => (string[])[
                figure.Metric,
                TextTable.Number(figure.First),
                TextTable.Number(figure.Second),
                TextTable.Number(figure.Difference),
                figure.Interval is { } interval ? TextTable.Range(interval) : "",
                Chance(figure.PValue),
                figure.Test]),
        ]) + Sentence + "\n";

    static IEnumerable<ComparedFigure> OfClasses(JudgedClasses a, JudgedClasses b)
    {
        if (a.Classes == 2 && DeLong.Of(a.Truth, Positive(a), Positive(b)) is { } areas)
        {
            yield return areas;
        }

        foreach (var figure in McNemar.Of(a.Truth, a.Called, b.Called))
        {
            yield return figure;
        }

        static double[] Positive(JudgedClasses rows) => [.. rows.Probabilities.Where((_, i) => i % 2 == 1)];
    }

    static Metric[] Metrics(EquatableArray<Metric> asked, JudgedRows rows) => Metrics(asked, rows.Answerers);

    static Metric[] Metrics(EquatableArray<Metric> asked, string kind) =>
        asked.Count == 0 ? [Metric.Named(kind == "classifiers" ? "roc_auc" : "rmse")] : [.. asked.DistinctBy(metric => metric.Name).Select(metric => metric.CheckedFor(kind))];

    static string Kind(Recipe recipe) => recipe switch
    {
        Classifier => "classifiers",
        Regressor => "regressors",
        _ => throw new ArgumentException($"{recipe.GetType().Name} has no target, so that it cannot be compared; expected a classifier or a regressor."),
    };

    static void CheckAlike(Model first, Model second)
    {
        var kind = Kind(first.Recipe);
        if (kind != Kind(second.Recipe))
        {
            throw new ArgumentException($"The first model is one of the {kind}, the second one of the {Kind(second.Recipe)}; expected two that answer the same question.", nameof(second));
        }

        if (first.Target != second.Target)
        {
            throw new ArgumentException($"The first model predicts '{first.Target}', the second '{second.Target}'; expected the same target.", nameof(second));
        }

        if (first is ClassifierModel a && second is ClassifierModel b && a.Classes != b.Classes)
        {
            throw new ArgumentException(
                $"The first model tells the classes {string.Join(", ", a.Classes)} apart, the second {string.Join(", ", b.Classes)}; expected the same classes.", nameof(second));
        }
    }

    string Say(ComparedFigure figure)
    {
        if (double.IsNaN(figure.Difference) || double.IsNaN(figure.PValue))
        {
            return $"These rows do not define {figure.Metric}, so that it tells nothing of {First} and {Second}.";
        }

        var ends = figure.Interval is { } interval ? $", 95 % interval {TextTable.Number(interval.Low)} to {TextTable.Number(interval.High)}" : "";
        var chance = Chance(figure.PValue) is var p && p.StartsWith('<') ? $"p {p}" : $"p = {p}";
        var found = figure.Difference == 0
            ? $"{Second} and {First} have the same {figure.Metric} of {TextTable.Number(figure.First)}"
            : $"{Second} has {figure.Metric} {TextTable.Number(figure.Second)}, {TextTable.Number(Math.Abs(figure.Difference))} {(figure.Difference > 0 ? "above" : "below")} {First}'s " +
              TextTable.Number(figure.First);
        var verdict = figure.PValue < Level
            ? $"{(figure.Difference > 0 == figure.HigherIsBetter ? Second : First)} is better by more than chance."
            : "the difference may well be chance.";
        return $"{found} (difference {TextTable.Number(figure.Difference)}{ends}, {chance}): {verdict}";
    }

    static string Chance(double p) => p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);
}
