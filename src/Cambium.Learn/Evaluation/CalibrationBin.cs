namespace Cambium.Learn;

/// <summary>The rows whose predicted probability lies in one tenth of [0, 1].</summary>
/// <param name="MeanPredicted">The mean predicted probability of the positive class.</param>
/// <param name="ObservedShare">The share of rows that are positive.</param>
/// <param name="Rows">The number of rows; at least 1.</param>
public readonly record struct CalibrationBin(double MeanPredicted, double ObservedShare, int Rows);
