namespace Cambium.Learn;

/// <summary>How much worse Cohen's κ takes a class that is further away in the order of the classes.</summary>
public enum Disagreement
{
    /// <summary>Every other class is as wrong.</summary>
    Any,

    /// <summary>By the number of classes between.</summary>
    Linear,

    /// <summary>By its square.</summary>
    Quadratic,
}
