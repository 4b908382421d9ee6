namespace Cambium.Learn;

/// <summary>How far apart <see cref="AgglomerativeClustering"/> takes two clusters to be.</summary>
public enum Linkage
{
    /// <summary>√(2 a b / (a + b)) times the distance of their means, a and b their sizes: √2 times the root of what merging adds to the sum of squares within. Round clusters of like size.</summary>
    Ward,

    /// <summary>The mean distance between their rows.</summary>
    Average,

    /// <summary>The largest distance between their rows: compact clusters.</summary>
    Complete,

    /// <summary>The least distance between their rows: clusters of any shape, but noise between two joins them.</summary>
    Single,
}
