using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells two classes apart as another classifier does, but calls a row positive from a probability on that serves a stated end, instead of one half.</summary>
/// <remarks>
/// <para>
/// The base is fitted on all rows. Its probabilities on rows left out in turn are tried as thresholds, each midway between two neighbours, and the one that scores best by <see cref="Metric"/> is kept. The probabilities stay the base's;
/// <c>Predict</c>, <c>Evaluate</c> and <c>CompareGroups</c> go by the threshold. scikit-learn 1.5 has it as <c>TunedThresholdClassifierCV</c>.
/// </para>
/// <para>
/// Time: <see cref="Folds"/> + 1 fits of the base. Use it where the two kinds of error do not cost alike, or where one class is rare. Not for more than two classes.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Honours weights, in the base and in the scores. Folds are dealt by rows, so that a whole weight is not quite as a repeated row.</para>
/// <para>Source: C. Elkan, "The Foundations of Cost-Sensitive Learning", 2001; V. S. Sheng, C. X. Ling, "Thresholding for Making Classifiers Cost-Sensitive", 2006.</para>
/// </remarks>
public sealed record ThresholdClassifier : Classifier
{
    /// <summary>The classifier whose probabilities are used. A logistic regression unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    /// <summary>What the threshold is chosen for. Default F1.</summary>
    public ThresholdMetric Metric { get; init => field = Check.Defined(value); }

    /// <summary>The recall or precision that must be reached. Default 0.9. Range [0, 1]. Only for <see cref="ThresholdMetric.PrecisionAtRecall"/> and <see cref="ThresholdMetric.RecallAtPrecision"/>.</summary>
    public double Floor { get; init => field = Check.InRange(value, 0, 1); } = 0.9;

    /// <summary>The largest share of rows that may be called positive. Default 0.1. Range [0, 1]. Only for <see cref="ThresholdMetric.RecallAtAlarmShare"/>.</summary>
    public double AlarmShare { get; init => field = Check.InRange(value, 0, 1); } = 0.1;

    /// <summary>The price of calling a negative row positive. Default 1. Range [0, ∞). Only for <see cref="ThresholdMetric.Cost"/>.</summary>
    public double FalsePositiveCost { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>The price of calling a positive row negative. Default 1. Range [0, ∞). Only for <see cref="ThresholdMetric.Cost"/>.</summary>
    public double FalseNegativeCost { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>The number of parts that are left out in turn. Default 5. Range [2, 100].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>The seed by which rows are dealt out. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    internal ThresholdGoal Goal =>
        new() { Metric = Metric, Floor = Floor, AlarmShare = AlarmShare, FalsePositiveCost = FalsePositiveCost, FalseNegativeCost = FalseNegativeCost };

    /// <summary>The recipe that keeps the threshold of a goal, such as one that a <see cref="ThresholdReport"/> looked at.</summary>
    /// <param name="base">The classifier whose probabilities are used.</param>
    /// <param name="goal">What the threshold is chosen for.</param>
    public static ThresholdClassifier For(Classifier @base, ThresholdGoal goal)
    {
        ArgumentNullException.ThrowIfNull(goal);
        return new ThresholdClassifier
        {
            Base = @base,
            Metric = goal.Metric,
            Floor = goal.Floor,
            AlarmShare = goal.AlarmShare,
            FalsePositiveCost = goal.FalsePositiveCost,
            FalseNegativeCost = goal.FalseNegativeCost,
        };
    }

    /// <inheritdoc/>
    public override ThresholdClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        Goal.ThrowIfFree();
        var rows = ComposedRows.OfClasses(train, target, options);
        if (rows.Classes.Count > 2)
        {
            throw new TableException(
                $"The table cannot be learned from: the target '{target}' has {rows.Classes.Count} classes ({string.Join(", ", rows.Classes)}); a threshold is between two. Join classes, or use the base by itself.")
            { Column = target };
        }

        var leftOut = Parts.LeftOut(
            train, rows.Folds(Folds, Seed, target), 2, "", options, (fit, rest, part) => Parts.Probabilities(Base.Fit(fit, target, part), rest, rows.Classes));
        var positive = Enumerable.Range(0, rows.Count).Select(row => leftOut[(2 * row) + 1]).ToArray();
        var (threshold, score) = ThresholdSearch.Best(Goal, positive, Array.ConvertAll(rows.Codes, code => code == 1), rows.Weights);
        var model = Base.Fit(train, target, Parts.For(options, "all rows"));
        return new ThresholdClassifierModel(this, new ModelHeader(rows.Input, target, rows.Classes), model, threshold, score);
    }
}
