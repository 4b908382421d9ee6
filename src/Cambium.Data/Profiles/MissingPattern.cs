namespace Cambium.Data;

/// <summary>Columns whose values are missing in the same rows.</summary>
/// <param name="Columns">The columns, in the table's order.</param>
/// <param name="Count">The number of rows in which just these are missing.</param>
public sealed record MissingPattern(EquatableArray<string> Columns, long Count);
