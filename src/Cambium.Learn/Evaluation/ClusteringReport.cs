using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How well clusters part the rows. Scores: silhouette (of up to 2,000 rows, evenly spaced; from −1 to 1, the higher, the better), davies_bouldin (from 0, the lower, the better),
/// calinski_harabasz (from 0, the higher, the better), all in the space of the features and NaN where fewer than two clusters have rows; noise_share. Noise is left out
/// of the first three.
/// </summary>
/// <remarks>Source: P. J. Rousseeuw, "Silhouettes", 1987; D. L. Davies, D. W. Bouldin, "A Cluster Separation Measure", 1979; T. Caliński, J. Harabasz, "A Dendrite Method for Cluster Analysis", 1974.</remarks>
public sealed record ClusteringReport : Report
{
    /// <summary>The number of rows in each cluster, in the order of their numbers.</summary>
    public required EquatableArray<int> Sizes { get; init; }

    private protected override string Details() => $"clusters of {string.Join(", ", Sizes)} rows\n";
}
