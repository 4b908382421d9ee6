namespace Cambium.Monitor;

/// <summary>How far a column is from its reference, whether or not that is worth a finding.</summary>
/// <param name="Column">The column.</param>
/// <param name="StabilityIndex">The population stability index, at least 0. NaN where there is nothing to compare: no values on a side, moments, another type.</param>
/// <param name="ReferenceMissingShare">The share of the reference's rows without a value; NaN without rows.</param>
/// <param name="MissingShare">The share of the new rows without a value; NaN where the column is not there.</param>
public sealed record ColumnDrift(string Column, double StabilityIndex, double ReferenceMissingShare, double MissingShare);
