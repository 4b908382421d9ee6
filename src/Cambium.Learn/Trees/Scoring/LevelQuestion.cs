namespace Cambium.Learn;

/// <summary>A question on a category.</summary>
/// <param name="Column">The place of its column.</param>
/// <param name="Levels">Where the bits of the levels that go left begin.</param>
/// <param name="MissingLeft">Whether a row without a value goes left.</param>
/// <param name="Lost">The leaves that a row loses that goes right.</param>
readonly record struct LevelQuestion(int Column, int Levels, bool MissingLeft, LeafRange Lost);
