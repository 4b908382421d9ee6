namespace Cambium.Learn;

/// <summary>What a figure says, in one sentence.</summary>
/// <param name="Figure">The figure's name.</param>
/// <param name="Sentence">The sentence, with numbers and interval.</param>
/// <param name="IsBeyondNoise">Whether sampling alone would make such a difference less than once in twenty times.</param>
public sealed record FairnessFinding(string Figure, string Sentence, bool IsBeyondNoise);
