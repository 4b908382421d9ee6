namespace Cambium.Learn;

/// <summary>
/// How well clusters part rows, by the rows alone; how far they agree with a known grouping is told by <see cref="ClusterAgreement"/>. Rows are n × p, row-major; each number is a cluster of its own,
/// noise included.
/// </summary>
/// <remarks>
/// Every method refuses no rows, lengths that differ and values that are not finite with an <see cref="ArgumentException"/>, and is NaN where there is one cluster, or where each row is a cluster.
/// </remarks>
public static class ClusterMetrics
{
    /// <summary>
    /// The mean silhouette: over rows, (b − a) / max(a, b), a the mean distance to the other rows of its cluster, b the least mean distance to the rows of another; 0 for a row alone in its cluster.
    /// From −1 to 1, the higher, the better. O(n² p) time.
    /// </summary>
    /// <param name="rows">n × columns, row-major.</param>
    /// <param name="columns">p, the number of features, at least 1.</param>
    /// <param name="clusters">The cluster of each row.</param>
    /// <exception cref="ArgumentException">No rows, lengths that differ, or values that are not finite.</exception>
    /// <remarks>Source: P. J. Rousseeuw, "Silhouettes", 1987.</remarks>
    public static double Silhouette(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<int> clusters)
    {
        var (numbered, count) = Numbered(rows, columns, clusters);
        return count == clusters.Length ? double.NaN : ClusterScores.Silhouette(rows.ToArray(), columns, numbered, count, All(clusters));
    }

    /// <summary>The silhouette of each row; empty where there is one cluster, or where each row is a cluster.</summary>
    /// <inheritdoc cref="Silhouette"/>
    public static double[] Silhouettes(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<int> clusters)
    {
        var (numbered, count) = Numbered(rows, columns, clusters);
        return count == clusters.Length ? [] : ClusterScores.Silhouettes(rows.ToArray(), columns, numbered, count, All(clusters));
    }

    /// <summary>
    /// The Davies-Bouldin index: the mean over clusters of the largest (sᵢ + sⱼ) / dᵢⱼ, s the mean distance to the centre, d the distance of the centres. From 0, the lower, the better. O(n p + k² p)
    /// time.
    /// </summary>
    /// <inheritdoc cref="Silhouette"/>
    /// <remarks>Source: D. L. Davies, D. W. Bouldin, "A Cluster Separation Measure", 1979.</remarks>
    public static double DaviesBouldin(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<int> clusters)
    {
        var (numbered, count) = Numbered(rows, columns, clusters);
        return count == clusters.Length ? double.NaN : ClusterScores.DaviesBouldin(rows.ToArray(), columns, numbered, count, All(clusters));
    }

    /// <summary>
    /// The Caliński-Harabasz index: the variance between clusters over that within them, each by its degrees of freedom; infinite where there is none within. From 0, the higher, the better. O(n p)
    /// time.
    /// </summary>
    /// <inheritdoc cref="Silhouette"/>
    /// <remarks>Source: T. Caliński, J. Harabasz, "A Dendrite Method for Cluster Analysis", 1974.</remarks>
    public static double CalinskiHarabasz(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<int> clusters)
    {
        var (numbered, count) = Numbered(rows, columns, clusters);
        return ClusterScores.CalinskiHarabasz(rows.ToArray(), columns, numbered, count, All(clusters));
    }

    static int[] All(ReadOnlySpan<int> clusters) => [.. Enumerable.Range(0, clusters.Length)];

    static (int[] Numbered, int Count) Numbered(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<int> clusters)
    {
        MetricInput.CheckColumns(columns, 1);
        if (clusters.IsEmpty)
        {
            throw new ArgumentException("clusters has no rows, expected at least 1.", nameof(clusters));
        }

        if (rows.Length != (long)clusters.Length * columns)
        {
            throw new ArgumentException($"rows has {rows.Length} values, expected {(long)clusters.Length * columns} ({clusters.Length} rows of {columns}, row-major).", nameof(rows));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i]))
            {
                throw new ArgumentException($"rows is {MetricInput.Shown(rows[i])} in row {(i / columns) + 1}, expected a finite number; leave such rows out.", nameof(rows));
            }
        }

        var labels = LabelCounts.Union(clusters, default);
        return (Array.ConvertAll(clusters.ToArray(), cluster => Array.BinarySearch(labels, cluster)), labels.Length);
    }
}
