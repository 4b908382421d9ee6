namespace Cambium.Learn;

/// <summary>Which mean of two groupings' entropies their mutual information is held against.</summary>
public enum EntropyMean
{
    /// <summary>Half their sum.</summary>
    Arithmetic,

    /// <summary>The root of their product.</summary>
    Geometric,

    /// <summary>The smaller.</summary>
    Least,

    /// <summary>The larger.</summary>
    Largest,
}
