namespace Cambium.Learn;

/// <summary>How a learner may read a feature.</summary>
public enum FeatureKind
{
    /// <summary>A number whose order and distance mean something; NaN where it is missing.</summary>
    Number,

    /// <summary>The code of a level, as a number from 0; NaN where it is missing or was not among the levels at training.</summary>
    Category,

    /// <summary>A vector of mostly zeros, each place of which is a number as above.</summary>
    Sparse,
}
