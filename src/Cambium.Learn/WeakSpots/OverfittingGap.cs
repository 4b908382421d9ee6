using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How much better a model is on the rows that it learned from than on rows held out.</summary>
/// <param name="LearnedRows">The rows learned from.</param>
/// <param name="HeldOutRows">The rows held out.</param>
/// <param name="Figures">The figures, the main one first.</param>
/// <remarks>
/// <para>The intervals are of rows drawn anew, the two tables each by itself; that another table would have taught another model is not in them.</para>
/// <para>A gap alone is no fault: a forest knows its own rows nearly by heart and may still be the best there is on others. What counts is the figure on the rows held out; a wide gap says that more rows, or a plainer model, may raise it.</para>
/// <para>Source: B. Efron, "How Biased Is the Apparent Error Rate of a Prediction Rule?", 1986; of the intervals B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 8 (two samples).</para>
/// </remarks>
public sealed record OverfittingGap(int LearnedRows, int HeldOutRows, EquatableArray<GapFigure> Figures)
{
    /// <summary>What the main figure says, in plain words.</summary>
    public string Sentence => Figures.Count == 0 ? "" : Say(Figures[0]);

    /// <summary>Measures a model.</summary>
    /// <param name="model">A classifier or regressor.</param>
    /// <param name="learned">The rows that it was fitted on, with the target.</param>
    /// <param name="heldOut">Rows that it was not fitted on, with the target.</param>
    /// <param name="options">
    /// The metrics, the main one first (none: roc_auc of two classes and accuracy, log_loss; r2 and rmse of numbers), and how intervals are made; groups of rows are not kept together across the two tables.
    /// </param>
    /// <exception cref="ArgumentException">A column is not there, the model has no target, a metric judges another kind of model, or no interval or groups are asked for.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public static OverfittingGap Measure(Model model, Table learned, Table heldOut, EvaluateOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Intervals == IntervalMethod.None || options.GroupBy is not null)
        {
            throw new ArgumentException("The gap has intervals over single rows: ask for Percentile or Bca, and leave GroupBy out.", nameof(options));
        }

        var (own, other) = (model.Judge(learned), model.Judge(heldOut));
        Metric[] metrics = options.Metrics.Count == 0 ? Standard(own) : [.. options.Metrics.DistinctBy(metric => metric.Name).Select(metric => metric.CheckedFor(own))];
        var (_, intervals) = Bootstrap.Resample(options, FigureIntervals.Each(own.Count + other.Count), 2 * metrics.Length, () => times =>
        {
            var (first, second) = (own.Repeat(times.AsSpan(0, own.Count)), other.Repeat(times.AsSpan(own.Count)));
            return Array.ConvertAll(metrics, metric => metric.HigherIsBetter ? metric.Judge(first) - metric.Judge(second) : metric.Judge(second) - metric.Judge(first));
        });
        return new OverfittingGap(
            own.Count, other.Count, metrics.Select((metric, place) => new GapFigure(metric.Name, metric.HigherIsBetter, metric.Judge(own), metric.Judge(other), intervals[place])).ToEquatableArray());
    }

    /// <summary>The figures as a small table, and the sentence.</summary>
    public override string ToString() =>
        TextTable.Of([
            ["figure", "learned from", "held out", "gap", "95 %"],
            .. Figures.Select(figure => (string[])
            [
                figure.Metric, TextTable.Number(figure.Learned), TextTable.Number(figure.HeldOut), TextTable.Number(figure.Gap), figure.Interval is { } interval ? TextTable.Range(interval) : "",
            ]),
        ]) + Sentence + "\n";

    static Metric[] Standard(JudgedRows rows) =>
        [.. new[] { Robustness.MainMetric(rows) }.Concat(rows is JudgedClasses ? [Metric.Named("accuracy"), Metric.Named("log_loss")] : [Metric.Named("rmse")]).DistinctBy(metric => metric.Name)];

    string Say(GapFigure main)
    {
        if (double.IsNaN(main.Gap) || main.Interval is not { } interval)
        {
            return $"These rows do not define {main.Metric}, so that nothing can be said of a gap.";
        }

        var found = $"{main.Metric} is {ReportNumbers.Of(main.Learned)} on the {ReportNumbers.Count(LearnedRows, "row")} learned from and {ReportNumbers.Of(main.HeldOut)} on {ReportNumbers.Count(HeldOutRows, "row")} held out, "
            + $"{ReportNumbers.Of(Math.Abs(main.Gap))} {(main.Gap < 0 ? "better" : "worse")} (95 % interval of the gap {ReportNumbers.Of(interval.Low)} to {ReportNumbers.Of(interval.High)})";
        return interval.Low > 0 ? $"{found}: the model does better on rows that it has seen, by more than chance. The figure to trust is that of the rows held out."
            : interval.High < 0 ? $"{found}: the rows held out are easier than those learned from; they may not be alike."
            : $"{found}: no gap beyond chance.";
    }
}
