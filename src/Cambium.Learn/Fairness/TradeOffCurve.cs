using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How good classifiers are against how unfair they are, on rows that none was fitted on.</summary>
/// <param name="Score">The figure of a report that says how good: "accuracy".</param>
/// <param name="Figure">The figure of a comparison of groups that says how unfair: "demographic_parity_difference".</param>
/// <param name="Points">One a classifier, in the order given.</param>
/// <param name="Chosen">The place of the one to take: the best of those within the bound asked for; of none, the least unfair.</param>
/// <remarks>
/// A choice by these rows makes the chosen point look a little better on them than it is. Source: S. Friedler et al., "A Comparative Study of Fairness-Enhancing Interventions in Machine Learning", 2019.
/// </remarks>
public sealed record TradeOffCurve(string Score, string Figure, EquatableArray<TradeOffPoint> Points, int Chosen)
{
    /// <summary>Fits each classifier and judges it.</summary>
    /// <param name="candidates">What to fit, each with what to call it.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="test">Other rows, to judge by.</param>
    /// <param name="options">The groups.</param>
    /// <param name="bound">How unfair the chosen one may be, on the rows to judge by.</param>
    /// <param name="score">A figure of a classification report, of which more is better.</param>
    /// <param name="figure">A figure of a comparison of groups, of which less is better.</param>
    /// <param name="fit">Threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">There is no candidate, no such figure, or a column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from or judged.</exception>
    public static TradeOffCurve Run(
        IReadOnlyList<(string Label, Classifier Recipe)> candidates,
        Table train,
        string target,
        Table test,
        FairnessOptions options,
        double bound,
        string score = "accuracy",
        string figure = "demographic_parity_difference",
        FitOptions fit = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(options);
        var points = new TradeOffPoint[candidates.Count];
        for (var i = 0; i < points.Length; i++)
        {
            fit.Progress?.Report(new FitProgress("classifiers", i, points.Length));
            var model = candidates[i].Recipe.Fit(train, target, Parts.For(fit, candidates[i].Label));
            points[i] = PointOf(candidates[i].Label, model, test, options with { Neighbours = 0 }, score, figure);
        }

        fit.Progress?.Report(new FitProgress("classifiers", points.Length, points.Length));
        return Of(score, figure, points, bound);
    }

    /// <summary>A curve of points that are known, with the one to take.</summary>
    /// <param name="score">What the points' scores are.</param>
    /// <param name="figure">What their unfairness is.</param>
    /// <param name="points">At least one.</param>
    /// <param name="bound">How unfair the chosen one may be.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TradeOffCurve Of(string score, string figure, IReadOnlyList<TradeOffPoint> points, double bound)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            throw new ArgumentException("A trade-off is between classifiers, but none is given. Give at least one.", nameof(points));
        }

        var within = Enumerable.Range(0, points.Count).Where(i => points[i].Unfairness <= bound).ToArray();
        var chosen = within.Length > 0
            ? within.MaxBy(i => points[i].Score)
            : Enumerable.Range(0, points.Count).MinBy(i => double.IsNaN(points[i].Unfairness) ? double.PositiveInfinity : points[i].Unfairness);
        return new TradeOffCurve(score, figure, points.ToEquatableArray(), chosen);
    }

    /// <summary>One model as a point.</summary>
    /// <param name="label">What to call it.</param>
    /// <param name="model">The model.</param>
    /// <param name="test">Rows that it was not fitted on.</param>
    /// <param name="options">The groups.</param>
    /// <param name="score">A figure of a classification report.</param>
    /// <param name="figure">A figure of a comparison of groups.</param>
    /// <exception cref="ArgumentException">There is no such figure, or a column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public static TradeOffPoint PointOf(string label, ClassifierModel model, Table test, FairnessOptions options, string score = "accuracy", string figure = "demographic_parity_difference")
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var report = model.Evaluate(test, new EvaluateOptions { Resamples = options.Resamples, Seed = options.Seed, MaxThreads = options.MaxThreads });
        _ = report[score]; // refuses an unknown name
        var own = report.Scores.First(known => known.Name == score);
        var unfairness = model.CompareGroups(test, options)[figure];
        return new TradeOffPoint(label, own.Value, own.Interval, unfairness.Value, unfairness.Interval);
    }

    /// <summary>The curve as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a curve that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no trade-off curve.</exception>
    public static TradeOffCurve FromJson(string json) => CurveJson.Read<TradeOffCurve>(json, "a trade-off curve");

    /// <summary>The points as a small table, the chosen one marked.</summary>
    public override string ToString() => TextTable.Of([
        ["", Score, Figure, ""],
        .. Points.Select((point, place) => (string[])[point.Label, TextTable.Number(point.Score), TextTable.Number(point.Unfairness), place == Chosen ? "chosen" : ""]),
    ]);
}
