namespace Cambium.Learn;

/// <summary>How unlikely a class is counted to be when sets of classes are calibrated.</summary>
public enum SetScore
{
    /// <summary>1 − p, with p the class's probability: the smallest sets on the whole (LAC).</summary>
    Probability,

    /// <summary>The sum of the probabilities of all classes at least as likely: larger sets for hard rows, smaller for easy ones (APS).</summary>
    Cumulative,
}
