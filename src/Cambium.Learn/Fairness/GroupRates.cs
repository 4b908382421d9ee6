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
    string Group, int Rows, double SelectionRate, double BaseRate, double TruePositiveRate, double FalsePositiveRate, double Accuracy);
