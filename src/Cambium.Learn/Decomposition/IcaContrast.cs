namespace Cambium.Learn;

/// <summary>The function whose mean over a source tells how far the source is from a normal one; named after it, used through its
/// derivative.</summary>
public enum IcaContrast
{
    /// <summary>log cosh z: for all kinds of sources.</summary>
    LogCosh,

    /// <summary>−exp(−z² / 2): for sources with heavy tails, and where rows lie far out.</summary>
    Exp,

    /// <summary>z⁴ / 4, the kurtosis: for sources with light tails and no rows far out.</summary>
    Cube,
}
