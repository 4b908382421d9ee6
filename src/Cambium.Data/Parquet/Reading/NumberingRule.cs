namespace Cambium.Data;

/// <summary>When texts that a dictionary does not name are taken as not repeating, and so are not numbered.</summary>
/// <param name="MostLevels">With more distinct texts.</param>
/// <param name="Samples">Whether also when more than half of the first ones are distinct.</param>
readonly record struct NumberingRule(int MostLevels, bool Samples);
