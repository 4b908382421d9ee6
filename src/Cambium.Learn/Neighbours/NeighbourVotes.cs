namespace Cambium.Learn;

/// <summary>How much each of the nearest rows counts.</summary>
public enum NeighbourVotes
{
    /// <summary>All alike.</summary>
    Uniform,

    /// <summary>By the inverse of the distance; rows at distance 0 then decide alone.</summary>
    Distance,
}
