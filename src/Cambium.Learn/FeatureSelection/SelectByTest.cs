using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Keeps the columns that tell most of the target, each looked at alone.</summary>
/// <remarks>
/// <para>F: for classes, (between squares / (k − 1)) / (within squares / (n − k)); for numbers, r² / (1 − r²) × (n − 2). χ²: Σ (observed −
/// expected)² / expected over classes and, for categories, levels. Mutual information: of counts where both are categories; else by the distance to the
/// third nearest neighbour.</para>
/// <para>Time O(n) a column, O(n log n) for mutual information; memory O(n). A column that tells nothing alone may tell much together with
/// another: where that matters use <see cref="SelectFromModel"/> or <see cref="Boruta"/>. Missing numbers are refused: put <see cref="Impute"/>
/// before it.</para>
/// <para>P-values of F and χ² come from their distributions with (k − 1, n − k), (1, n − 2) and (k − 1), for categories (levels − 1)(k − 1), degrees of freedom; scikit-learn's <c>SelectFpr</c>, <c>SelectFdr</c> and
/// <c>SelectFwe</c> keep the same columns.</para>
/// <para>Source: A. Kraskov, H. Stögbauer, P. Grassberger, "Estimating Mutual Information", 2004; B. C. Ross, "Mutual Information between
/// Discrete and Continuous Data Sets", 2014; Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", 1995.</para>
/// </remarks>
public sealed record SelectByTest : SupervisedTransform
{
    /// <summary>The columns to choose among; others pass. Default none, which means all that the test can measure.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The measure. Default Auto.</summary>
    public FeatureTest Test { get; init => field = Check.Defined(value); }

    /// <summary>Which columns to keep. Default Count. The other rules go by p-values, which mutual information has none of.</summary>
    public SelectionRule Rule { get; init => field = Check.Defined(value); }

    /// <summary>The level of p-values. Default 0.05. Range [0, 1]. Ignored where <see cref="Rule"/> is Count.</summary>
    public double Level { get; init => field = Check.InRange(value, 0, 1); } = 0.05;

    /// <summary>How many columns to keep; all where there are no more. Default 10. Range [1, ∞). Ignored under another <see cref="Rule"/>.</summary>
    public int Count { get; init => field = Check.AtLeast(value, 1); } = 10;

    private protected override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options)
    {
        var truth = SelectionTarget.Of(rows, target, this);
        var test = Test != FeatureTest.Auto ? Test
            : rows.Features.Columns.Any(column => column.Type == ColumnType.Category && Columns.IsOpenFor(column)) ? FeatureTest.MutualInformation
            : FeatureTest.FTest;
        if (test == FeatureTest.ChiSquared && !truth.IsClasses)
        {
            throw new ArgumentException($"{nameof(FeatureTest.ChiSquared)} measures columns against classes, but the target '{target.Name}' is of numbers; use FTest or MutualInformation.", nameof(Test));
        }

        if (test == FeatureTest.MutualInformation && Rule != SelectionRule.Count)
        {
            throw new ArgumentException($"{Rule} goes by p-values, but mutual information{(Test == FeatureTest.Auto ? ", which measures columns where there are categories," : "")} has none; use FTest or ChiSquared, or keep by Count.", nameof(Test));
        }

        var columns = StepColumns.Of(rows.Features, Columns, column => Measures(test, column), test == FeatureTest.FTest ? "numbers and truths" : "numbers, truths and categories");
        ThrowIfUnfit(columns, test);
        var scores = new double[columns.Length];
        ParallelBlocks.For(columns.Length, 1, options.MaxThreads, (_, i, _) => scores[i] = Score(test, columns[i], truth), options.CancellationToken);
        var chances = test == FeatureTest.MutualInformation ? null : columns.Select((column, i) => Chance(test, column, scores[i], truth)).ToArray();
        var model = FeatureSelectionModel.Of(this, columns, scores, Kept(scores, chances).Contains, chances);
        return (model, rows with { Features = model.Apply(rows.Features) });
    }

    static bool Measures(FeatureTest test, Column column) =>
        column.Type is ColumnType.Float64 or ColumnType.Int64 or ColumnType.Boolean || (column.Type == ColumnType.Category && test != FeatureTest.FTest);

    static double Score(FeatureTest test, Column column, SelectionTarget target) => test switch
    {
        FeatureTest.FTest => target.IsClasses ? FStatistic.OfClasses(ColumnFit.Numbers(column).Span, target) : FStatistic.OfNumbers(ColumnFit.Numbers(column).Span, target.Numbers),
        FeatureTest.ChiSquared => ChiSquaredStatistic.Of(column, target),
        _ => MutualInformation.Of(column, target),
    };

    static double Chance(FeatureTest test, Column column, double score, SelectionTarget target)
    {
        var (n, k) = (column.Length, target.Classes.Count);
        if (test == FeatureTest.ChiSquared)
        {
            var levels = ChiSquaredStatistic.Levels(column);
            var freedom = levels > 0 ? (levels - 1) * (k - 1) : k - 1;
            return freedom > 0 ? ChiSquaredDistribution.Above(score, freedom) : double.NaN;
        }

        var rest = target.IsClasses ? n - k : n - 2;
        return rest > 0 ? FisherDistribution.Above(score, target.IsClasses ? k - 1 : 1, rest) : double.NaN;
    }

    HashSet<int> Kept(double[] scores, double[]? chances)
    {
        if (chances is null || Rule == SelectionRule.Count)
        {
            return [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => double.IsNaN(scores[i]) ? double.NegativeInfinity : scores[i]).Take(Count)];
        }

        var sorted = chances.Select(chance => double.IsNaN(chance) ? 1 : chance).Order().ToArray();
        var lastBelow = Array.FindLastIndex([.. sorted.Select((chance, place) => chance <= Level * (place + 1) / sorted.Length)], below => below);
        return [.. Enumerable.Range(0, chances.Length).Where(i => Rule switch
        {
            SelectionRule.FalsePositiveRate => chances[i] < Level,
            SelectionRule.FamilyWiseError => chances[i] < Level / chances.Length,
            _ => lastBelow >= 0 && chances[i] <= sorted[lastBelow],
        })];
    }

    void ThrowIfUnfit(Column[] columns, FeatureTest test)
    {
        var problems = new List<string>();
        foreach (var column in columns.Where(column => column is not CategoryColumn))
        {
            var values = ColumnFit.Numbers(column).Span;
            for (var row = 0; row < values.Length; row++)
            {
                if (!double.IsFinite(values[row]))
                {
                    problems.Add(double.IsNaN(values[row])
                        ? $"column '{column.Name}' misses values (first in row {row + 1}): put the step Impute before"
                        : $"column '{column.Name}' holds infinite values (first in row {row + 1}): correct or drop them");
                    break;
                }

                if (values[row] < 0 && test == FeatureTest.ChiSquared)
                {
                    problems.Add($"column '{column.Name}' holds {values[row]} in row {row + 1}, which is no count: use another test");
                    break;
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new TableException($"{nameof(SelectByTest)} cannot choose columns: {string.Join("; ", problems)}.");
        }
    }
}
