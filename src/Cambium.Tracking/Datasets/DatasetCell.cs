namespace Cambium.Tracking;

/// <summary>A value of a row in two versions, as text.</summary>
/// <param name="Column">The column.</param>
/// <param name="Was">The value in the older; null where it is missing or the row is not there.</param>
/// <param name="Becomes">The value in the newer; null where it is missing or the row is not there.</param>
public sealed record DatasetCell(string Column, string? Was, string? Becomes);
