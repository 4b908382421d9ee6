namespace Cambium.Learn;

/// <summary>The length of a row that <see cref="NormalizeRows"/> makes 1.</summary>
public enum RowNorm
{
    /// <summary>The root of the sum of squares.</summary>
    L2,

    /// <summary>The sum of absolute values.</summary>
    L1,

    /// <summary>The largest absolute value.</summary>
    Max,
}
