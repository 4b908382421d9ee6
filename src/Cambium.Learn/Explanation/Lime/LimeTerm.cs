namespace Cambium.Learn;

/// <summary>A term of a local fit.</summary>
/// <param name="Column">The column, or for a text the word.</param>
/// <param name="Text">What holds for the explained row: "age ≤ 41", "colour = red", "age" for a slope, or the word.</param>
/// <param name="Weight">How much the answer rises where it holds, or along the column a unit; in the answer's unit.</param>
public sealed record LimeTerm(string Column, string Text, double Weight);
