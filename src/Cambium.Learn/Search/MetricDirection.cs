namespace Cambium.Learn;

/// <summary>Which figures of reports are better when they are smaller.</summary>
static class MetricDirection
{
    static readonly HashSet<string> Smaller =
    [
        "rmse", "mae", "mse", "mape", "smape", "msle", "rmsle", "median_absolute_error", "max_error", "log_loss", "brier", "brier_score", "hamming_loss", "hinge_loss", "zero_one_loss",
        "ece", "expected_calibration_error", "coverage_error", "ranking_loss",
    ];

    static readonly string[] SmallerEnds = ["loss", "_error", "_deviance"];

    /// <summary>The value as a loss: infinite where it is none.</summary>
    internal static double Loss(string metric, double value) => double.IsNaN(value) ? double.PositiveInfinity : IsSmallerBetter(metric) ? value : -value;

    /// <summary>Whether less is better.</summary>
    internal static bool IsSmallerBetter(string metric) => Smaller.Contains(metric) || Array.Exists(SmallerEnds, end => metric.EndsWith(end, StringComparison.Ordinal));
}
