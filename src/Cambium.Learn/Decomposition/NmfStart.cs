namespace Cambium.Learn;

/// <summary>Where a non-negative factorisation starts.</summary>
public enum NmfStart
{
    /// <summary>From the parts of one sign of the singular vectors, of each pair those that hold more: the same every time, and good after
    /// few iterations.</summary>
    Svd,

    /// <summary>From random numbers of the size of the table's: several seeds may find a better end.</summary>
    Random,
}
