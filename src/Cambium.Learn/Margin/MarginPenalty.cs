namespace Cambium.Learn;

/// <summary>What a linear support vector machine keeps small.</summary>
public enum MarginPenalty
{
    /// <summary>Half the sum of the squares of the weights: the widest margin. All features take part.</summary>
    L2,

    /// <summary>The sum of the sizes of the weights: those of features that do not help are exactly 0.</summary>
    L1,
}
