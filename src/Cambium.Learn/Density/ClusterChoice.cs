namespace Cambium.Learn;

/// <summary>Which of the clusters within each other <see cref="Hdbscan"/> gives.</summary>
public enum ClusterChoice
{
    /// <summary>Those that together stay the longest as the density rises, by rows.</summary>
    ExcessOfMass,

    /// <summary>The smallest: those that split no more.</summary>
    Leaf,
}
