namespace Cambium.Learn;

/// <summary>How far apart two rows are, by the differences dⱼ of their features.</summary>
public enum DistanceMetric
{
    /// <summary>√ Σ dⱼ²: the straight line.</summary>
    Euclidean,

    /// <summary>Σ |dⱼ|: less drawn by one large difference.</summary>
    Manhattan,

    /// <summary>max |dⱼ|: the largest difference alone.</summary>
    Chebyshev,

    /// <summary>(Σ |dⱼ|ᵖ)^(1/p), with p the recipe's power.</summary>
    Minkowski,

    /// <summary>1 − cos of the angle between the rows, from 0 to 2: direction counts, length does not. Rows of zeros alone have no direction and are refused.</summary>
    Cosine,
}
