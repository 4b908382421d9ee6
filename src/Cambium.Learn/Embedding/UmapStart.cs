namespace Cambium.Learn;

/// <summary>Where <see cref="Umap"/> starts.</summary>
public enum UmapStart
{
    /// <summary>At eigenvectors of the graph of nearest rows, which unroll what the graph hangs together by; parts of the graph that do not hang together stand apart.</summary>
    Spectral,

    /// <summary>At the first principal components: what is far apart as a whole mostly stays so.</summary>
    Pca,

    /// <summary>At random places.</summary>
    Random,
}
