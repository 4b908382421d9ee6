using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How well a classifier does. Scores: roc_auc, accuracy, balanced_accuracy, precision, recall, f1, pr_auc, log_loss, brier. With two
/// classes precision, recall, F1, Brier and the areas are about the positive class. With more, precision, recall, F1 and the areas are
/// means over the classes that occur, each against the rest, and Brier is summed over the classes.
/// </summary>
/// <remarks>
/// A row is called what its most probable class is, the first of equals, or what a model with a threshold of its own calls it. Precision is 0 where nothing is called positive. pr_auc is the
/// average precision. log_loss takes probabilities under 2⁻⁵² for that. Every figure comes with a 95 % bootstrap interval (percentiles of 1,000
/// resamples, down to 200 in tables of over 100,000 rows); <see cref="EvaluateOptions"/> makes others.
/// </remarks>
public sealed record ClassificationReport : Report
{
    /// <summary>The classes, in the order of the model's.</summary>
    public required EquatableArray<string> Classes { get; init; }

    /// <summary>Rows by true class and predicted class: k × k, row-major, a row a true class.</summary>
    public required EquatableArray<long> Confusion { get; init; }

    /// <summary>
    /// The ROC curve of the positive class, from (0, 0) to (1, 1), thinned to at most 512 points; empty with more than two classes.
    /// </summary>
    public required EquatableArray<CurvePoint> Roc { get; init; }

    /// <summary>
    /// The precision-recall curve of the positive class, by falling threshold, thinned to at most 512 points; empty with more than two
    /// classes.
    /// </summary>
    public required EquatableArray<CurvePoint> PrecisionRecall { get; init; }

    /// <summary>
    /// Predicted probability against observed share, a bin for each tenth that holds rows; empty with more than two classes.
    /// </summary>
    public required EquatableArray<CalibrationBin> Calibration { get; init; }

    private protected override string Details() =>
        "confusion (a line a true class, a column a predicted one)\n" +
        $"{TextTable.Of([["", .. Classes], .. Classes.Select((name, place) => (string[])[name, .. Line(place)])])}";

    IEnumerable<string> Line(int place) => Enumerable.Range(0, Classes.Count).Select(other => $"{Confusion[(place * Classes.Count) + other]}");
}
