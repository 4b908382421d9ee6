namespace Cambium.Learn;

/// <summary>The distribution that <see cref="QuantileTransform"/> gives to columns.</summary>
public enum QuantileOutput
{
    /// <summary>Uniform from 0 to 1.</summary>
    Uniform,

    /// <summary>Standard normal, cut off at ±5.2.</summary>
    Normal,
}
