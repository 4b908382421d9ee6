namespace Cambium.Learn;

/// <summary>What a division of a node's rows is judged by.</summary>
enum SplitCriterion
{
    /// <summary>The chance that two rows drawn from a node differ in class.</summary>
    Gini,

    /// <summary>The entropy of a node's classes in bits.</summary>
    Entropy,

    /// <summary>The fall of entropy over the entropy of the division itself.</summary>
    GainRatio,

    /// <summary>The variance of a node's targets.</summary>
    SquaredError,

    /// <summary>The mean distance of a node's targets from their median.</summary>
    AbsoluteError,
}
