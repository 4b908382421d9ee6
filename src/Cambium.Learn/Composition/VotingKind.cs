namespace Cambium.Learn;

/// <summary>How members of a vote are counted.</summary>
public enum VotingKind
{
    /// <summary>The mean of their probabilities.</summary>
    Soft,

    /// <summary>One vote each, for the class that it predicts; the probability of a class is its share of the votes.</summary>
    Hard,
}
