namespace Cambium.Learn;

/// <summary>Distances between clusters that become fewer: merging keeps the first number, and the last cluster takes the second.</summary>
interface IClusterDistances
{
    /// <summary>The distance of one cluster to each; its own is ∞.</summary>
    /// <param name="from">Its number.</param>
    /// <param name="distances">One a cluster that is left.</param>
    void Of(int from, Span<double> distances);

    /// <summary>Makes one cluster of two.</summary>
    /// <param name="kept">The number that the new cluster has.</param>
    /// <param name="gone">The number that the last cluster takes.</param>
    /// <param name="count">The clusters before.</param>
    void Merge(int kept, int gone, int count);
}
