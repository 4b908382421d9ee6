using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Where a column of numbers is cut into groups: below the first border, from each border to under the next, from the last on.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The borders, ascending: 25 and 45 make "under 25", "25 to under 45" and "45 or more".</param>
public sealed record GroupBorders(string Column, EquatableArray<double> Values);
