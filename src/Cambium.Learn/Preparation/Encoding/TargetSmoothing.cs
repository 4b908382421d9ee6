namespace Cambium.Learn;

/// <summary>How <see cref="TargetEncode"/> draws the mean of a level's few rows towards the mean of all.</summary>
public enum TargetSmoothing
{
    /// <summary>As far as the spread within the level, against that of all rows, tells that its mean is uncertain.</summary>
    EmpiricalBayes,

    /// <summary>As if <see cref="TargetEncode.M"/> more rows of the level had the mean of all.</summary>
    MEstimate,
}
