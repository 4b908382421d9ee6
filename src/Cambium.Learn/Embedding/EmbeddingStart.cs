namespace Cambium.Learn;

/// <summary>Where an embedding starts.</summary>
public enum EmbeddingStart
{
    /// <summary>At the first principal components: what is far apart as a whole mostly stays so, and no seed matters.</summary>
    Pca,

    /// <summary>At random places.</summary>
    Random,
}
