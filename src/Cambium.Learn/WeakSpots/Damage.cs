namespace Cambium.Learn;

/// <summary>What is done to values to see whether a model bears it.</summary>
public enum Damage
{
    /// <summary>Gaussian noise is added to numbers; its level is in standard deviations of the column.</summary>
    Noise,

    /// <summary>Values are taken away; the level is the share of rows.</summary>
    Missing,

    /// <summary>Values are replaced by those of other rows; the level is the share of rows.</summary>
    Swapped,
}
