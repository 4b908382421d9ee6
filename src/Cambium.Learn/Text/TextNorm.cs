namespace Cambium.Learn;

/// <summary>How the vector of a text is scaled, so that long texts do not weigh more than short ones.</summary>
public enum TextNorm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The absolute values add up to 1.</summary>
    L1,

    /// <summary>The squares add up to 1.</summary>
    L2,
}
