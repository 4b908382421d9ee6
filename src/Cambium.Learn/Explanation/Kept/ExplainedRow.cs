namespace Cambium.Learn;

/// <summary>A row whose answer is explained.</summary>
/// <param name="Number">Its number in the table that it was taken from, from 1.</param>
/// <param name="Label">The class that the model names; null where it answers with a number.</param>
/// <param name="Truth">What the table holds, as text of at most 40 characters; null where it does not know.</param>
public sealed record ExplainedRow(int Number, string? Label, string? Truth);
