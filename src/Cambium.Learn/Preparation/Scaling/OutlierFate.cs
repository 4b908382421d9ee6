namespace Cambium.Learn;

/// <summary>What <see cref="ClipOutliers"/> makes of a value that lies too far out.</summary>
public enum OutlierFate
{
    /// <summary>The bound that it is beyond.</summary>
    Bound,

    /// <summary>A missing value.</summary>
    Missing,
}
