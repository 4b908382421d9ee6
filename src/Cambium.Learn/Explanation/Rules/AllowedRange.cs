namespace Cambium.Learn;

/// <summary>The values that a column of numbers may be given.</summary>
/// <param name="Column">The column.</param>
/// <param name="Low">The least value; −∞ for any.</param>
/// <param name="High">The greatest value, at least the least; +∞ for any.</param>
public sealed record AllowedRange(string Column, double Low, double High);
