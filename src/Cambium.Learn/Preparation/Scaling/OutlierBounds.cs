namespace Cambium.Learn;

/// <summary>Where <see cref="ClipOutliers"/> says that a value lies too far out.</summary>
public enum OutlierBounds
{
    /// <summary>Below the one quantile of the training rows, or above the other.</summary>
    Quantiles,

    /// <summary>Farther from the quartiles than so many times the range between them (Tukey's fences).</summary>
    Quartiles,

    /// <summary>Beyond all values that an <see cref="IsolationForest"/> of the column alone does not find strange.</summary>
    Isolation,
}
