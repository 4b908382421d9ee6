namespace Cambium.Learn;

public static partial class ProbabilityMetrics
{
    /// <summary>
    /// The area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half. From 0 to 1, the higher, the better; 0.5 is chance. NaN where there are no
    /// positive or no negative rows.
    /// </summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="scores">One number a row, larger where it looks more positive.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="positive">The class that is positive; all else is negative. Default 1.</param>
    /// <param name="upTo">Only the curve up to this false positive rate, scaled so that chance is 0.5 and the best 1 (McClish). Default 1. Range (0, 1].</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, NaN, or bad weights.</exception>
    /// <remarks>Source: J. A. Hanley, B. J. McNeil, 1982; D. K. McClish, "Analyzing a Portion of the ROC Curve", 1989.</remarks>
    public static double RocAuc(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default, int positive = 1, double upTo = 1)
    {
        if (!(upTo > 0 && upTo <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(upTo), upTo, "upTo must be above 0 and at most 1.");
        }

        var area = Ranked(truth, scores, weights, positive).Area(upTo);
        var least = upTo * upTo / 2;
        return upTo == 1 ? area : 0.5 * (1 + ((area - least) / (upTo - least)));
    }

    /// <summary>
    /// The area under the ROC curve of several classes. From 0 to 1, the higher, the better. NaN where a class has no row or every row, except where classes are weighted by their rows.
    /// </summary>
    /// <param name="truth">The place of the class of each row.</param>
    /// <param name="scores">n × columns, row-major.</param>
    /// <param name="columns">The number of classes, at least 2.</param>
    /// <param name="matches">Each class against the rest, or each against each other.</param>
    /// <param name="averaging">Macro, Weighted (by a class's rows; of pairs by the rows of both), or against the rest also Micro.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, NaN, a truth that is no class, bad weights, or an average that there is not.</exception>
    /// <remarks>Source: D. J. Hand, R. J. Till, "A Simple Generalisation of the Area Under the ROC Curve for Multiple Class Classification Problems", 2001 (each against each other).</remarks>
    public static double RocAucOfClasses(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, int columns, ClassMatches matches = ClassMatches.AgainstRest, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default)
    {
        MetricInput.CheckScores(truth.Length, scores, columns, 2, weights, nameof(scores));
        MetricInput.CheckPlaces(truth, columns);
        return matches == ClassMatches.EachAgainstEach
            ? PairedAreas.Of(truth, scores.ToArray(), columns, averaging, weights.ToArray())
            : LabelRankings.Average(OneHot(truth, columns), scores, columns, averaging, weights, ranked => ranked.Area(1));
    }

    /// <summary>
    /// Average precision, Σ (Rᵢ − Rᵢ₋₁) Pᵢ over falling thresholds: the precision that is kept while recall grows. From 0 to 1, the higher, the better; the share of positive rows is chance. NaN
    /// where there are no positive rows.
    /// </summary>
    /// <inheritdoc cref="RocCurve"/>
    public static double AveragePrecision(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default, int positive = 1) =>
        Ranked(truth, scores, weights, positive).AveragePrecision();

    /// <summary>
    /// The ROC curve: false positive rate against true positive rate at each distinct score, falling, from (0, 0) at threshold +∞ to (1, 1). Empty where there are no positive or no negative rows.
    /// </summary>
    /// <param name="truth">The class of each row.</param>
    /// <param name="scores">One number a row, larger where it looks more positive.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <param name="positive">The class that is positive; all else is negative. Default 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, NaN, or bad weights.</exception>
    public static CurvePoint[] RocCurve(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default, int positive = 1)
    {
        var ranked = Ranked(truth, scores, weights, positive);
        return ranked.AllPositives == 0 || ranked.AllNegatives == 0
            ? []
            : [
                new CurvePoint(0, 0, double.PositiveInfinity),
                .. ranked.Thresholds.Select((threshold, i) => new CurvePoint(ranked.Negatives[i] / ranked.AllNegatives, ranked.Positives[i] / ranked.AllPositives, threshold)),
            ];
    }

    /// <summary>The precision-recall curve: recall against precision at each distinct score, falling. Empty where there are no positive rows.</summary>
    /// <inheritdoc cref="RocCurve"/>
    public static CurvePoint[] PrecisionRecallCurve(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default, int positive = 1)
    {
        var ranked = Ranked(truth, scores, weights, positive);
        return ranked.AllPositives == 0
            ? []
            : [.. ranked.Thresholds.Select((threshold, i) =>
                new CurvePoint(ranked.Positives[i] / ranked.AllPositives, ranked.Positives[i] / (ranked.Positives[i] + ranked.Negatives[i]), threshold))];
    }

    /// <summary>
    /// The detection error trade-off: false positive rate against false negative rate at each distinct score, rising, from the last where no positive row is missed to the first that calls a row
    /// falsely. Empty where there are no positive or no negative rows.
    /// </summary>
    /// <inheritdoc cref="RocCurve"/>
    /// <remarks>Source: A. Martin et al., "The DET Curve in Assessment of Detection Task Performance", 1997.</remarks>
    public static CurvePoint[] DetCurve(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default, int positive = 1)
    {
        var ranked = Ranked(truth, scores, weights, positive);
        var first = Array.FindLastIndex(ranked.Negatives, weight => weight == ranked.Negatives[0]);
        var last = Array.FindIndex(ranked.Positives, weight => weight == ranked.AllPositives);
        return ranked.AllPositives == 0 || ranked.AllNegatives == 0
            ? []
            : [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Reverse().Select(i => new CurvePoint(
                ranked.Negatives[i] / ranked.AllNegatives, (ranked.AllPositives - ranked.Positives[i]) / ranked.AllPositives, ranked.Thresholds[i]))];
    }

    static RankedWeights Ranked(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, int positive)
    {
        MetricInput.Check(truth.Length, scores.Length, weights, nameof(scores));
        MetricInput.CheckNumbers(scores, 1, nameof(scores));
        var positives = new bool[truth.Length];
        for (var row = 0; row < positives.Length; row++)
        {
            positives[row] = truth[row] == positive;
        }

        return RankedWeights.Of(positives, scores, weights);
    }

    static bool[] OneHot(ReadOnlySpan<int> truth, int columns)
    {
        var hot = new bool[truth.Length * columns];
        for (var row = 0; row < truth.Length; row++)
        {
            hot[(row * columns) + truth[row]] = true;
        }

        return hot;
    }
}
