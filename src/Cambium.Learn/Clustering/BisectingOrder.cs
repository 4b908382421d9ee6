namespace Cambium.Learn;

/// <summary>Which part <see cref="BisectingKMeans"/> parts next.</summary>
public enum BisectingOrder
{
    /// <summary>The one with the largest sum of squared distances from its mean: clusters of like spread.</summary>
    LargestInertia,

    /// <summary>The one with the most rows, by weight: clusters of like size.</summary>
    LargestCluster,
}
