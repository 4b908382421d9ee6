namespace Cambium.Learn;

/// <summary>What to put where a category is missing.</summary>
public enum ImputeCategories
{
    /// <summary>The most frequent level; the first in ordinal order among equals.</summary>
    MostFrequent,

    /// <summary>The level "missing", which is added where the column has no such level.</summary>
    MissingLevel,
}
