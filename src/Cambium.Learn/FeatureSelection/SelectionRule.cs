namespace Cambium.Learn;

/// <summary>Which columns <see cref="SelectByTest"/> keeps.</summary>
public enum SelectionRule
{
    /// <summary>As many of the best as <see cref="SelectByTest.Count"/> says.</summary>
    Count,

    /// <summary>Those with a p-value below the level: of columns that tell nothing that share is kept by chance.</summary>
    FalsePositiveRate,

    /// <summary>As many as can be without more than the level's share of those kept being expected to tell nothing (Benjamini-Hochberg).</summary>
    FalseDiscoveryRate,

    /// <summary>Those with a p-value below the level over the number of columns: the chance that any column which tells nothing is kept is at most the level (Bonferroni).</summary>
    FamilyWiseError,
}
