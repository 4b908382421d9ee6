using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Makes the report of a clusterer's answers.</summary>
static class ClusteringJudge
{
    const int MaxSample = 2000;

    /// <summary>The report of clusters.</summary>
    /// <param name="rows">n × p, row-major, finite.</param>
    /// <param name="p">The number of features, at least 1.</param>
    /// <param name="clusters">The cluster of each row, or −1.</param>
    /// <param name="count">The number of clusters.</param>
    /// <exception cref="TableException">There are no rows.</exception>
    internal static ClusteringReport Report(double[] rows, int p, int[] clusters, int count)
    {
        if (clusters.Length == 0)
        {
            throw new TableException("The model cannot be judged on this table: it has no rows.");
        }

        var sizes = new int[count];
        foreach (var cluster in clusters)
        {
            if (cluster >= 0)
            {
                sizes[cluster]++;
            }
        }

        var inside = Enumerable.Range(0, clusters.Length).Where(row => clusters[row] >= 0).ToArray();
        var sampled = Math.Min(inside.Length, MaxSample);
        var sample = Enumerable.Range(0, sampled).Select(i => inside[(int)((long)i * inside.Length / sampled)]).ToArray();
        return new ClusteringReport
        {
            Rows = clusters.Length,
            Scores =
            [
                new Score("silhouette", ClusterScores.Silhouette(rows, p, clusters, count, sample)),
                new Score("davies_bouldin", ClusterScores.DaviesBouldin(rows, p, clusters, count, inside)),
                new Score("calinski_harabasz", ClusterScores.CalinskiHarabasz(rows, p, clusters, count, inside)),
                new Score("noise_share", (clusters.Length - inside.Length) / (double)clusters.Length),
            ],
            Sizes = sizes.ToEquatableArray(),
        };
    }
}
