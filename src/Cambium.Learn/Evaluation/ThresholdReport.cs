using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Thresholds of a classifier of two classes by what they are to serve, found on rows that it did not learn from.</summary>
/// <remarks>
/// <para>
/// Every border between rows of different probability is tried, midway between the two. The interval of the threshold is the middle 95 % of those that resamples of the rows find. Those of the figures
/// come from how far a resample's threshold does better on the resample than on all rows: what a threshold owes to luck and to its being chosen on the rows it is judged by.
/// </para>
/// <para>A stated precision is the hardest: few rows lie above its threshold. Time: O(n log n), and O(n) a resample and goal.</para>
/// <para>Source: C. Elkan, 2001; W. J. Youden, 1950; B. Efron, R. J. Tibshirani, 1993, section 17.6 (optimism); A. C. Davison, D. V. Hinkley, 1997, section 5.2 (basic intervals).</para>
/// </remarks>
public sealed record ThresholdReport
{
    /// <summary>The number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>The class that rows are called from a threshold on.</summary>
    public required string Positive { get; init; }

    /// <summary>One a goal, in the order of the goals.</summary>
    public required EquatableArray<ThresholdFinding> Findings { get; init; }

    /// <summary>The thresholds of a model's answers.</summary>
    /// <param name="model">A fitted classifier of two classes.</param>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <param name="goals">What thresholds are to serve; at least one.</param>
    /// <param name="options">Resamples, groups, seed and threads; its metrics are not asked for, and every method but None makes the intervals described here.</param>
    /// <exception cref="ArgumentException">A column is not there, there are no goals, or the model tells more than two classes apart.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public static ThresholdReport Of(ClassifierModel model, Table test, EquatableArray<ThresholdGoal> goals, EvaluateOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        Check(model.Classes, goals);
        return Of(model.Judge(test), model.Classes[1], FigureIntervals.Units(test, options.GroupBy), goals, options);
    }

    /// <summary>The thresholds of answers on rows that each fold's model did not learn from.</summary>
    /// <param name="validation">The cross-validation of a classifier of two classes.</param>
    /// <param name="table">The rows that it went over.</param>
    /// <param name="target">The column that was predicted.</param>
    /// <param name="goals">What thresholds are to serve; at least one.</param>
    /// <param name="options">Resamples, groups, seed and threads.</param>
    /// <exception cref="ArgumentException">A column is not there, the answers are not of two classes, there are no goals, or the table has another number of rows.</exception>
    public static ThresholdReport Of(CrossValidation validation, Table table, string target, EquatableArray<ThresholdGoal> goals, EvaluateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rows, classes, tested) = JudgedClasses.OutOfFold(validation, table, target);
        Check(classes, goals);
        return Of(rows, classes[1], FigureIntervals.Units(table.Take(tested), options.GroupBy), goals, options);
    }

    /// <summary>The report as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a report that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no report of thresholds.</exception>
    public static ThresholdReport FromJson(string json) => CurveJson.Read<ThresholdReport>(json, "a report of thresholds");

    /// <summary>A line a goal with the threshold and its figures, and a sentence each.</summary>
    public override string ToString() =>
        TextTable.Of([
            ["goal", "threshold", .. Findings[0].Figures.Select(figure => figure.Name)],
            .. Findings.Select(finding => (string[])[$"{finding.Goal}", TextTable.Number(finding.Threshold), .. finding.Figures.Select(figure => TextTable.Number(figure.Value))]),
        ]) + string.Concat(Findings.Select(finding => $"{finding.Goal}: {finding.Sentence}\n"));

    static void Check(EquatableArray<string> classes, EquatableArray<ThresholdGoal> goals)
    {
        if (classes.Count != 2)
        {
            throw new ArgumentException($"A threshold is between two classes; this model tells {classes.Count} apart ({string.Join(", ", classes)}). Give prices of wrong calls to a {nameof(CostSensitiveClassifier)}.", "model");
        }

        if (goals.Count == 0)
        {
            throw new ArgumentException($"There are no goals. Name at least one, such as {nameof(ThresholdGoal)}.{nameof(ThresholdGoal.Precision)}(0.9).", nameof(goals));
        }

        foreach (var goal in goals)
        {
            goal.ThrowIfFree();
        }
    }

    static ThresholdReport Of(JudgedClasses rows, string positive, int[] units, EquatableArray<ThresholdGoal> goals, EvaluateOptions options) =>
        new() { Rows = rows.Count, Positive = positive, Findings = [.. ThresholdFinder.Find(rows, positive, units, goals, options)] };
}
