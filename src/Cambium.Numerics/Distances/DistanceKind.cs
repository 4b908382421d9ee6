namespace Cambium.Numerics;

/// <summary>How differences of coordinates add up to the distance of two points.</summary>
enum DistanceKind
{
    /// <summary>√ Σ dⱼ²; reduced: Σ dⱼ².</summary>
    Euclidean,

    /// <summary>Σ |dⱼ|; reduced: the same.</summary>
    Manhattan,

    /// <summary>max |dⱼ|; reduced: the same.</summary>
    Chebyshev,

    /// <summary>(Σ |dⱼ|ᵖ)^(1/p); reduced: Σ |dⱼ|ᵖ.</summary>
    Minkowski,
}
