using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a classifier decides about one group, with the positive class as the decision.</summary>
/// <param name="Group">The group's value; "(missing)" for rows without one.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="SelectionRate">The share of rows called positive.</param>
/// <param name="BaseRate">The share of rows that are positive.</param>
/// <param name="TruePositiveRate">The share of positive rows called positive; NaN where there are none.</param>
/// <param name="FalsePositiveRate">The share of negative rows called positive; NaN where there are none.</param>
/// <param name="Accuracy">The share of rows called right.</param>
public sealed record GroupRates(
    string Group, int Rows, double SelectionRate, double BaseRate, double TruePositiveRate, double FalsePositiveRate, double Accuracy)
{
    /// <summary>
    /// The rates with their 95 % intervals (Wilson): selection_rate, base_rate, true_positive_rate, false_positive_rate, false_negative_rate, precision, error_rate; and by resampling
    /// treatment_ratio (misses for each false alarm) and probability_gap (mean probability less the share that is positive in truth). Empty where only rates were asked for.
    /// </summary>
    public EquatableArray<Score> Scores { get; init; } = [];

    /// <summary>Predicted probability against observed share, a bin for each tenth that holds rows. Empty where only rates were asked for, or no probabilities are known.</summary>
    public EquatableArray<CalibrationBin> Calibration { get; init; } = [];

    /// <summary>The rates of some rows; truth and prediction are 0 or 1.</summary>
    internal static GroupRates Of(string group, int[] rows, int[] truth, int[] predicted)
    {
        var positives = rows.Count(row => truth[row] == 1);
        var hits = rows.Count(row => truth[row] == 1 && predicted[row] == 1);
        var selected = rows.Count(row => predicted[row] == 1);
        return new GroupRates(
            group,
            rows.Length,
            (double)selected / rows.Length,
            (double)positives / rows.Length,
            (double)hits / positives,
            (double)(selected - hits) / (rows.Length - positives),
            (double)rows.Count(row => truth[row] == predicted[row]) / rows.Length);
    }
}
