namespace Cambium.Learn;

/// <summary>A feature as some questions read it.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="MissingLeft">Whether these questions send a row without a value to the left; for a category, whose questions look for themselves, false.</param>
readonly record struct ScoreColumn(int Feature, bool MissingLeft);
