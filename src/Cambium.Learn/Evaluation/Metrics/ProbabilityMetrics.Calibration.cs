namespace Cambium.Learn;

/// <content>Figures of calibration.</content>
public static partial class ProbabilityMetrics
{
    /// <summary>
    /// Expected calibration error: Σ over bins of the probability (rows of the bin / n) |observed share − mean probability|. Of two classes of the second's probability; of more of the largest
    /// of each row, and whether it is right. From 0 to 1, the lower, the better. Above 0 by chance where bins hold few rows.
    /// </summary>
    /// <param name="truth">The place of the class of each row.</param>
    /// <param name="probabilities">n × k, row-major; each row adds up to 1.</param>
    /// <param name="columns">k, at least 2.</param>
    /// <param name="bins">The number of bins. Default 10. Range [1, 1000000].</param>
    /// <param name="binning">How rows are put into them. Default EqualWidth.</param>
    /// <param name="topLabel">Whether of two classes too the largest probability is looked at. Default false.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, a truth that is no class, something that is no probability, bins out of their range, or bad weights.</exception>
    /// <remarks>Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht, 2015; C. Guo et al., "On Calibration of Modern Neural Networks", 2017; K. Nguyen, B. O'Connor, 2015 (bins of equal mass).</remarks>
    public static double ExpectedCalibrationError(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, int bins = 10, CalibrationBinning binning = CalibrationBinning.EqualWidth, bool topLabel = false,
        ReadOnlySpan<double> weights = default) => CheckedTally(truth, probabilities, columns, bins, binning, topLabel, weights).Expected();

    /// <summary>The largest |observed share − mean probability| of a bin that holds rows. From 0 to 1, the lower, the better. A bin of one row can make it.</summary>
    /// <inheritdoc cref="ExpectedCalibrationError"/>
    public static double MaximumCalibrationError(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, int bins = 10, CalibrationBinning binning = CalibrationBinning.EqualWidth, bool topLabel = false,
        ReadOnlySpan<double> weights = default) => CheckedTally(truth, probabilities, columns, bins, binning, topLabel, weights).Largest();

    /// <summary>The mean over all classes of the expected calibration error of a class's probability against the rest. From 0 to 1, the lower, the better.</summary>
    /// <param name="truth">The place of the class of each row.</param>
    /// <param name="probabilities">n × k, row-major; each row adds up to 1.</param>
    /// <param name="columns">k, at least 2.</param>
    /// <param name="bins">The number of bins. Default 10. Range [1, 1000000].</param>
    /// <param name="binning">How rows are put into them. Default EqualWidth.</param>
    /// <param name="weights">The weight of each row; empty: all 1.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, a truth that is no class, something that is no probability, bins out of their range, or bad weights.</exception>
    /// <remarks>Source: M. Kull et al., "Beyond Temperature Scaling: Obtaining Well-Calibrated Multi-Class Probabilities with Dirichlet Calibration", 2019.</remarks>
    public static double ClasswiseCalibrationError(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, int bins = 10, CalibrationBinning binning = CalibrationBinning.EqualWidth, ReadOnlySpan<double> weights = default)
    {
        CheckCalibration(truth, probabilities, columns, bins, binning, weights);
        return CalibrationErrors.Classwise(truth, probabilities, columns, bins, binning, weights);
    }

    static CalibrationTally CheckedTally(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, int bins, CalibrationBinning binning, bool topLabel, ReadOnlySpan<double> weights)
    {
        CheckCalibration(truth, probabilities, columns, bins, binning, weights);
        return CalibrationErrors.Tally(truth, probabilities, columns, topLabel ? CalibrationErrors.MostProbable : CalibrationErrors.Standard(columns), bins, binning, weights);
    }

    static void CheckCalibration(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int columns, int bins, CalibrationBinning binning, ReadOnlySpan<double> weights)
    {
        CheckProbabilities(truth, probabilities, columns, weights);
        Numerics.Check.InRange(bins, 1, 1_000_000, nameof(bins));
        Numerics.Check.Defined(binning, nameof(binning));
    }
}
