namespace Cambium.Learn;

/// <summary>How the borders of bins are found.</summary>
public enum BinStrategy
{
    /// <summary>All bins are of the same width.</summary>
    Width,

    /// <summary>All bins hold about as many training rows.</summary>
    Quantile,

    /// <summary>Each value is in the bin whose mean is the nearest.</summary>
    KMeans,
}
