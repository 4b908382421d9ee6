using System.Globalization;
using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The threshold that serves a goal best, and what it reaches.</summary>
public sealed record ThresholdFinding
{
    /// <summary>What the threshold was chosen for.</summary>
    public required ThresholdGoal Goal { get; init; }

    /// <summary>The class that rows are called from the threshold on.</summary>
    public required string Positive { get; init; }

    /// <summary>Whether a threshold has what is stated; else <see cref="Threshold"/> is the one that comes nearest.</summary>
    public required bool IsReached { get; init; }

    /// <summary>A row is called positive where its probability is at least this; 1 calls none, unless a row has just that. Never between rows of equal probability.</summary>
    public required double Threshold { get; init; }

    /// <summary>The 95 % interval of the threshold that serves the goal best, or null where none was made.</summary>
    public required Interval? ThresholdInterval { get; init; }

    /// <summary>
    /// precision, recall, specificity, selected (the share of rows called positive), f1 and cost (the mean of a row, at the goal's prices) on these rows. An interval is of what the threshold
    /// will reach on new rows: it allows for its having been chosen on these, so that the figure may lie at its end or beyond.
    /// </summary>
    public required EquatableArray<Score> Figures { get; init; }

    /// <summary>A figure by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public double this[string name] =>
        Figures.FirstOrDefault(score => score.Name == name)?.Value
        ?? throw new ArgumentException($"The finding has no figure '{name}'.{NearestName.Suggestion(name, Figures.Select(score => score.Name))} It has: {string.Join(", ", Figures.Select(score => score.Name))}.", nameof(name));

    /// <summary>What was found, in a sentence or two.</summary>
    [JsonIgnore]
    public string Sentence => IsReached
        ? $"Rows of a probability of '{Positive}' from {Number(Threshold)} on: precision {Number(this["precision"])}, recall {Number(this["recall"])}, {Percent(this["selected"])} of the rows{Price}."
        : Goal.Metric switch
        {
            ThresholdMetric.PrecisionAtRecall => $"No threshold has a recall, because no row is '{Positive}'.",
            ThresholdMetric.RecallAtPrecision =>
                $"No threshold reaches a precision of {Plain(Goal.Floor)}. The highest is {Number(this["precision"])}, from {Number(Threshold)} on, with a recall of {Number(this["recall"])}.",
            _ => $"No threshold calls as few as {Percent(Goal.AlarmShare)} of the rows: {Percent(this["selected"])} have a probability of 1.",
        };

    string Price => Goal.Metric == ThresholdMetric.Cost ? $", at {Number(this["cost"])} a row" : "";

    static string Number(double value) => TextTable.Number(value);

    static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}
