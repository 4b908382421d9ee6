namespace Cambium.Learn;

/// <summary>What a tree that tells classes apart judges a question by.</summary>
public enum ClassificationCriterion
{
    /// <summary>The chance that two rows drawn from a node are of different classes, 1 − Σ p². The fastest.</summary>
    Gini,

    /// <summary>The entropy of a node's classes in bits, −Σ p log₂ p.</summary>
    Entropy,

    /// <summary>
    /// As in C4.5: of each column the question with the greatest fall of entropy; of those whose fall is at least the mean of the columns', the one with the greatest ratio of the fall to the entropy of
    /// the division itself. Keeps columns with many values from winning by their number.
    /// </summary>
    GainRatio,
}
