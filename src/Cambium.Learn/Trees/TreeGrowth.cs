namespace Cambium.Learn;

/// <summary>Which leaf of a growing tree is split next.</summary>
public enum TreeGrowth
{
    /// <summary>The one whose split takes most off the loss. Lower loss for as many leaves; deep where that pays.</summary>
    LeafWise,

    /// <summary>One of the least depth, the best first. Balanced trees; less apt to follow noise in few rows.</summary>
    DepthWise,
}
