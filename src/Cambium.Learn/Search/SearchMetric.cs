namespace Cambium.Learn;

/// <summary>A figure that trials are ranked by.</summary>
/// <param name="Name">Its name in the reports.</param>
/// <param name="HigherIsBetter">Whether a larger figure is a better one.</param>
public sealed record SearchMetric(string Name, bool HigherIsBetter)
{
    /// <summary>The figures that reports have unasked.</summary>
    static readonly HashSet<string> Standard = ["roc_auc", "accuracy", "balanced_accuracy", "precision", "recall", "f1", "pr_auc", "log_loss", "brier", "rmse", "mae", "r2"];

    /// <summary>The names that reports can have for models of a kind: "classifiers" or "regressors".</summary>
    internal static IEnumerable<string> NamesFor(string answerers) =>
        MetricCatalog.All.Where(metric => metric.Answerers == answerers).Select(metric => metric.Name).Union(answerers == "regressors" ? ["rmse", "mae", "r2"] : Standard.Except(["rmse", "mae", "r2"]));

    /// <summary>A metric by name: one of the cross-validation's own, or of those that there are; a larger figure of any other name counts as better.</summary>
    internal static SearchMetric Of(string name, CrossValidationOptions validation) =>
        new(name, (validation.Metrics.FirstOrDefault(metric => metric.Name == name) ?? MetricCatalog.All.FirstOrDefault(metric => metric.Name == name))?.HigherIsBetter ?? true);

    /// <summary>Options whose reports have the metrics.</summary>
    internal static CrossValidationOptions With(IEnumerable<string> names, CrossValidationOptions validation)
    {
        var added = names.Where(name => !Standard.Contains(name) && validation.Metrics.All(metric => metric.Name != name) && Metric.Names.Contains(name)).Select(Metric.Named).ToArray();
        return added.Length == 0 ? validation : validation with { Metrics = [.. validation.Metrics, .. added] };
    }

    /// <summary>A figure as a loss: infinite where it is none.</summary>
    internal double Loss(double value) => double.IsNaN(value) ? double.PositiveInfinity : HigherIsBetter ? -value : value;

    /// <summary>A trial's mean as a loss: infinite where it has none.</summary>
    internal double Loss(Trial trial) => trial.Scores.FirstOrDefault(score => score.Name == Name) is { } score ? Loss(score.Mean) : double.PositiveInfinity;
}
