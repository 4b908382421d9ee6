namespace Cambium.Learn;

/// <summary>What the components of a <see cref="GaussianMixture"/> may look like.</summary>
public enum CovarianceShape
{
    /// <summary>Each component has a covariance of its own: ellipsoids of any width and direction.</summary>
    Full,

    /// <summary>All share one covariance: ellipsoids alike.</summary>
    Tied,

    /// <summary>Each component has a variance for each column: ellipsoids along the axes.</summary>
    Diagonal,

    /// <summary>Each component has one variance: balls.</summary>
    Spherical,
}
