using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How well a classifier does. Scores: accuracy, balanced_accuracy, precision, recall, f1, roc_auc, pr_auc, log_loss, brier. With two classes
/// precision, recall, F1 and the areas are about the positive class; with more they are means over the classes, each against the rest.
/// </summary>
public sealed record ClassificationReport : Report
{
    /// <summary>The classes, in the order of the model's.</summary>
    public required EquatableArray<string> Classes { get; init; }

    /// <summary>Rows by true class and predicted class: k × k, row-major, a row a true class.</summary>
    public required EquatableArray<long> Confusion { get; init; }

    /// <summary>The ROC curve of the positive class, from (0, 0) to (1, 1), thinned to at most 512 points; empty with more than two classes.</summary>
    public required EquatableArray<CurvePoint> Roc { get; init; }

    /// <summary>The precision-recall curve of the positive class, by falling threshold, thinned to at most 512 points; empty with more than two classes.</summary>
    public required EquatableArray<CurvePoint> PrecisionRecall { get; init; }

    /// <summary>Predicted probability against observed share, a bin for each tenth that holds rows; empty with more than two classes.</summary>
    public required EquatableArray<CalibrationBin> Calibration { get; init; }
}
