using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What is known about a metric by its name: how it reads, and which way is better.</summary>
/// <param name="Label">Its name for people.</param>
/// <param name="Direction">1: more is better; -1: less is better; 0: not known.</param>
/// <param name="Hint">What it means, in a few words; empty where it is not known.</param>
sealed record Figure(string Label, int Direction, string Hint)
{
    /// <summary>Main figures of a run, the most telling first: the first that a run has is the one it is judged by.</summary>
    static readonly string[] Main =
        ["roc_auc", "accuracy", "rmse", "r2", "silhouette", "outlier_share", "cv/roc_auc_mean", "cv/accuracy_mean", "cv/rmse_mean", "cv/r2_mean"];

    /// <summary>The figures of reports, in the order that a table shows them.</summary>
    static readonly string[] Order =
        ["roc_auc", "accuracy", "f1", "log_loss", "pr_auc", "brier", "balanced_accuracy", "precision", "recall", "rmse", "mae", "r2",
            "silhouette", "davies_bouldin", "calinski_harabasz", "noise_share", "outlier_share", "threshold", "score_least", "score_median", "score_largest"];

    static readonly Dictionary<string, Figure> Known = new()
    {
        ["accuracy"] = new("Accuracy", 1, "Share of rows called right"),
        ["balanced_accuracy"] = new("Balanced accuracy", 1, "Mean over the classes of the share of each called right"),
        ["precision"] = new("Precision", 1, "Share of rows called positive that are"),
        ["recall"] = new("Recall", 1, "Share of positive rows called positive"),
        ["f1"] = new("F1", 1, "Harmonic mean of precision and recall"),
        ["roc_auc"] = new("ROC AUC", 1, "Chance that a positive row is ranked above a negative one"),
        ["pr_auc"] = new("PR AUC", 1, "Area under the precision-recall curve; chance level is the share of positives"),
        ["log_loss"] = new("Log loss", -1, "Mean of −ln of the probability given to the true class"),
        ["brier"] = new("Brier score", -1, "Mean squared error of the probabilities"),
        ["rmse"] = new("RMSE", -1, "Root of the mean squared error, in the target's unit"),
        ["mae"] = new("MAE", -1, "Mean absolute error, in the target's unit"),
        ["r2"] = new("R²", 1, "Share of the target's variance that is explained"),
        ["silhouette"] = new("Silhouette", 1, "From −1 to 1: how much nearer rows are to their own cluster than to the next"),
        ["davies_bouldin"] = new("Davies-Bouldin", -1, "Spread within clusters over the distance between them"),
        ["calinski_harabasz"] = new("Caliński-Harabasz", 1, "Variance between clusters over that within them"),
        ["noise_share"] = new("Share of noise", 0, "Rows in no cluster"),
        ["outlier_share"] = new("Share of outliers", 0, "Rows whose score is above the threshold"),
        ["threshold"] = new("Threshold", 0, "Rows with a higher score are outliers"),
        ["score_least"] = new("Least score", 0, "The most usual row"),
        ["score_median"] = new("Median score", 0, "Half of the rows are stranger"),
        ["score_largest"] = new("Largest score", 0, "The strangest row"),
        ["groups/selection_rate_difference"] =
            new("Selection rate, difference of groups", -1, "Highest minus lowest selection rate; 0 is parity"),
        ["groups/selection_rate_ratio"] =
            new("Selection rate, ratio of groups", 1, "Lowest over highest selection rate; 1 is parity"),
        ["groups/true_positive_rate_difference"] =
            new("True positive rate, difference of groups", -1, "Highest minus lowest true positive rate; 0 is parity"),
        ["groups/false_positive_rate_difference"] =
            new("False positive rate, difference of groups", -1, "Highest minus lowest false positive rate; 0 is parity"),
        ["training_loss"] = new("Training loss", -1, "Loss on the rows that were learned from"),
        ["validation_loss"] = new("Validation loss", -1, "Loss on rows held out during the fit"),
    };

    /// <summary>The figure of a metric's name; "cv/roc_auc_mean" is known by its middle.</summary>
    internal static Figure Of(string metric)
    {
        if (Known.TryGetValue(metric, out var known))
        {
            return known;
        }

        var (name, suffix) = metric switch
        {
            _ when metric.EndsWith("_mean", StringComparison.Ordinal) => (metric[..^5], ""),
            _ when metric.EndsWith("_sd", StringComparison.Ordinal) => (metric[..^3], ", sd"),
            _ => (metric, ""),
        };
        var slash = name.LastIndexOf('/');
        if (!Known.TryGetValue(name[(slash + 1)..], out var inner))
        {
            return new Figure(metric, 0, "");
        }

        var prefix = slash < 0 ? "" : name[..slash].ToUpperInvariant() + " ";
        return new Figure($"{prefix}{inner.Label}{suffix}", suffix == ", sd" ? 0 : inner.Direction, inner.Hint);
    }

    /// <summary>The metric that a run with these metrics is judged by, or null where it has none that is known.</summary>
    internal static string? MainOf(IEnumerable<string> metrics)
    {
        var there = metrics.ToHashSet();
        return Array.Find(Main, there.Contains);
    }

    /// <summary>
    /// The metrics that deserve a row of their own, in order: not the last fold's value where the mean over the folds is there, and not the
    /// standard deviation, which stands beside the mean.
    /// </summary>
    internal static IEnumerable<string> Telling(IReadOnlyCollection<string> metrics) =>
        InOrder(metrics.Where(metric => !metrics.Contains(metric + "_mean")
            && !(metric.EndsWith("_sd", StringComparison.Ordinal) && metrics.Contains(metric[..^3] + "_mean"))));

    /// <summary>
    /// How uncertain a metric is: "0.72 – 0.85" where the report has an interval, "± 0.03" where the standard deviation over folds is
    /// there, else empty.
    /// </summary>
    internal static string Uncertainty(RunInfo run, Report? report, string metric)
    {
        if (report?.Scores.FirstOrDefault(score => score.Name == metric)?.Interval is { } interval)
        {
            return $"{Numbers.Significant(interval.Low)} – {Numbers.Significant(interval.High)}";
        }

        return metric.EndsWith("_mean", StringComparison.Ordinal) && run.Metrics.TryGetValue(metric[..^5] + "_sd", out var deviation)
            ? $"± {Numbers.Significant(deviation)}"
            : "";
    }

    /// <summary>
    /// Orders metrics for a table: figures of a report, of a cross-validation, of groups, losses, then what is not known, by name.
    /// </summary>
    internal static IEnumerable<string> InOrder(IEnumerable<string> metrics) =>
        metrics.OrderBy(Place).ThenBy(metric => metric, StringComparer.Ordinal);

    /// <summary>
    /// The metrics for a table that has little room: three figures of a report and two means of a cross-validation; else the first that
    /// there are.
    /// </summary>
    internal static IReadOnlyList<string> Headlines(IReadOnlyCollection<string> metrics)
    {
        var telling = Telling(metrics).ToArray();
        string[] headlines =
        [
            .. telling.Where(metric => Place(metric) < Order.Length).Take(3),
            .. telling.Where(metric => Place(metric) >= Order.Length && Place(metric) < HeadlinePlaces).Take(2),
        ];
        return headlines.Length > 0 ? headlines : [.. telling.Take(4)];
    }

    const int HeadlinePlaces = 100;

    static int Place(string metric)
    {
        var place = Array.IndexOf(Order, metric);
        return metric switch
        {
            _ when place >= 0 => place,
            _ when metric.StartsWith("cv/", StringComparison.Ordinal) && metric.EndsWith("_mean", StringComparison.Ordinal)
                && Array.IndexOf(Order, metric[3..^5]) is var inner and >= 0 => Order.Length + inner,
            _ when metric.StartsWith("cv/", StringComparison.Ordinal) =>
                HeadlinePlaces + (Array.IndexOf(Order, metric[3..]) is var fold and >= 0 ? fold : Order.Length),
            _ when metric.EndsWith("_loss", StringComparison.Ordinal) => 2 * HeadlinePlaces,
            _ when metric.StartsWith("groups/", StringComparison.Ordinal) => 3 * HeadlinePlaces,
            _ => 4 * HeadlinePlaces,
        };
    }
}
