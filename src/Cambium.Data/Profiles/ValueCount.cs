namespace Cambium.Data;

/// <summary>A value and how many rows hold it.</summary>
/// <param name="Value">The value as text.</param>
/// <param name="Count">The number of rows.</param>
public sealed record ValueCount(string Value, long Count);
