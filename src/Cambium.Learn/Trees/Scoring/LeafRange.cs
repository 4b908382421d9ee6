namespace Cambium.Learn;

/// <summary>Leaves of a tree that lie beside each other: those below the left child of a node.</summary>
/// <param name="First">The first, counted from the left.</param>
/// <param name="End">The one after the last.</param>
readonly record struct LeafRange(int First, int End)
{
    /// <summary>The planes that hold some of them: from this one ...</summary>
    internal int FirstPlane => First / LeafPlanes.Leaves;

    /// <summary>... up to, not including, this one.</summary>
    internal int EndPlane => (End + LeafPlanes.Leaves - 1) / LeafPlanes.Leaves;

    /// <summary>Their bits in one plane.</summary>
    internal byte Bits(int plane)
    {
        var from = Math.Clamp(First - (plane * LeafPlanes.Leaves), 0, LeafPlanes.Leaves);
        var to = Math.Clamp(End - (plane * LeafPlanes.Leaves), 0, LeafPlanes.Leaves);
        return (byte)((1 << to) - (1 << from));
    }
}
