using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a binary classifier's decisions differ between the groups of a column.</summary>
/// <param name="By">The column.</param>
/// <param name="Positive">The class that counts as the decision.</param>
/// <param name="Groups">One a group, the largest first.</param>
/// <param name="SelectionRateDifference">The highest selection rate minus the lowest (demographic parity difference); 0 is parity.</param>
/// <param name="SelectionRateRatio">The lowest selection rate over the highest; 1 is parity. NaN where no group is ever called positive.</param>
/// <param name="TruePositiveRateDifference">The highest true positive rate minus the lowest (equal opportunity difference); 0 is parity. NaN where a group has no positive row.</param>
/// <param name="FalsePositiveRateDifference">The highest false positive rate minus the lowest; 0 is parity. NaN where a group has no negative row.</param>
/// <remarks>Source: M. Hardt, E. Price, N. Srebro, "Equality of Opportunity in Supervised Learning", 2016.</remarks>
public sealed record GroupComparison(
    string By,
    string Positive,
    EquatableArray<GroupRates> Groups,
    double SelectionRateDifference,
    double SelectionRateRatio,
    double TruePositiveRateDifference,
    double FalsePositiveRateDifference);
