namespace Cambium.Learn;

/// <summary>What a step of a user's own learned, as it is and as JSON.</summary>
readonly record struct LearnedState(object State, string Json);
