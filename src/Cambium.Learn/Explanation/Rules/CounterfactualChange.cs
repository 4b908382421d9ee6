namespace Cambium.Learn;

/// <summary>One changed value.</summary>
/// <param name="Column">The column.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What it would be.</param>
public sealed record CounterfactualChange(string Column, string From, string To);
