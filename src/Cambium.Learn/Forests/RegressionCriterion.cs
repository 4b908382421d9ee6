namespace Cambium.Learn;

/// <summary>What a tree that predicts numbers judges a question by, and what its leaves answer.</summary>
public enum RegressionCriterion
{
    /// <summary>The variance of a node's targets; leaves answer their mean.</summary>
    SquaredError,

    /// <summary>The mean distance of a node's targets from their median, which leaves answer. Robust to outliers; slower.</summary>
    AbsoluteError,
}
