namespace Cambium.Learn;

/// <summary>
/// A dendrogram with only the splits into clusters of enough weight: as the density λ = 1 / height rises, a cluster loses rows, or splits into clusters, or ends.
/// </summary>
/// <remarks>Source: R. J. G. B. Campello, D. Moulavi, J. Sander, "Density-Based Clustering Based on Hierarchical Density Estimates", 2013.</remarks>
sealed class ClusterTree
{
    const int NoParent = -1;

    // Sums of stabilities stay finite below it.
    const double MostFinite = 1e280;

    readonly List<int> _parents = [NoParent];
    readonly List<double> _births = [0];
    readonly List<double> _sizes = [];
    readonly double[] _weights;

    /// <summary>Condenses a dendrogram.</summary>
    /// <param name="joins">The rows, joined.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <param name="least">The least weight of a cluster's rows.</param>
    internal ClusterTree(ReachabilityJoins joins, double[] weights, double least)
    {
        _weights = weights;
        _sizes.Add(joins.WeightOf(joins.Root));
        RowClusters = new int[weights.Length];
        RowDensities = new double[weights.Length];
        var most = MostDensity(joins);
        var open = new Stack<(int Node, int Cluster)>([(joins.Root, 0)]);
        var (parts, rows, large) = (new List<int>(), new List<int>(), new List<int>());
        while (open.Count > 0)
        {
            var (node, cluster) = open.Pop();
            var height = joins.HeightOf(node);
            if (height == 0)
            {
                Leave(joins, node, cluster, most, rows);
                continue;
            }

            var density = DensityOf(height);
            joins.Parts(node, parts);
            large.Clear();
            // Trees that connect the same rows up to any length differ in the order of the parts.
            large.AddRange(parts.Where(part => joins.WeightOf(part) >= least).OrderBy(joins.FirstOf));
            foreach (var part in parts)
            {
                if (joins.WeightOf(part) < least)
                {
                    Leave(joins, part, cluster, density, rows);
                }
            }

            foreach (var part in large)
            {
                open.Push((part, large.Count == 1 ? cluster : Add(cluster, density, joins.WeightOf(part))));
            }
        }
    }

    /// <summary>The number of clusters, that of all rows, number 0, among them. A cluster stands behind the one that it was split from.</summary>
    internal int Count => _parents.Count;

    /// <summary>The last cluster that each row is in as the density rises.</summary>
    internal int[] RowClusters { get; }

    /// <summary>The density at which each row leaves that cluster.</summary>
    internal double[] RowDensities { get; }

    /// <summary>The cluster that a cluster was split from; −1 for the one of all rows.</summary>
    internal int[] Parents => [.. _parents];

    /// <summary>The density at which each cluster was split off.</summary>
    internal double[] Births => [.. _births];

    /// <summary>λ = 1 / height.</summary>
    internal static double DensityOf(double height) => Math.Min(1 / height, MostFinite);

    /// <summary>The highest density of each cluster: where its last rows leave it or it splits.</summary>
    internal double[] Ends()
    {
        var ends = new double[Count];
        for (var cluster = Count - 1; cluster > 0; cluster--)
        {
            ends[_parents[cluster]] = Math.Max(ends[_parents[cluster]], _births[cluster]);
        }

        for (var row = 0; row < RowClusters.Length; row++)
        {
            ends[RowClusters[row]] = Math.Max(ends[RowClusters[row]], RowDensities[row]);
        }

        return ends;
    }

    /// <summary>Σ over a cluster's rows of their weight times the densities at which they are in it.</summary>
    internal double[] Stabilities()
    {
        var stabilities = new double[Count];
        for (var row = 0; row < RowClusters.Length; row++)
        {
            stabilities[RowClusters[row]] += _weights[row] * (RowDensities[row] - _births[RowClusters[row]]);
        }

        for (var cluster = 1; cluster < Count; cluster++)
        {
            var parent = _parents[cluster];
            stabilities[parent] += _sizes[cluster] * (_births[cluster] - _births[parent]);
        }

        return stabilities;
    }

    /// <summary>Which clusters are chosen; none is within another, and that of all rows never.</summary>
    internal bool[] Choose(ClusterChoice choice)
    {
        var hasParts = new bool[Count];
        for (var cluster = 1; cluster < Count; cluster++)
        {
            hasParts[_parents[cluster]] = true;
        }

        var chosen = new bool[Count];
        var best = Stabilities();
        var ofParts = new double[Count];
        for (var cluster = Count - 1; cluster > 0; cluster--)
        {
            chosen[cluster] = !hasParts[cluster] || (choice == ClusterChoice.ExcessOfMass && ofParts[cluster] <= best[cluster]);
            best[cluster] = chosen[cluster] ? best[cluster] : ofParts[cluster];
            ofParts[_parents[cluster]] += best[cluster];
        }

        var within = new bool[Count];
        for (var cluster = 1; cluster < Count; cluster++)
        {
            within[cluster] = within[_parents[cluster]] || chosen[_parents[cluster]];
            chosen[cluster] &= !within[cluster];
        }

        return chosen;
    }

    // Equal rows never part. They leave at twice the highest density of others, so that stabilities stay finite.
    static double MostDensity(ReachabilityJoins joins)
    {
        foreach (var height in joins.Heights)
        {
            if (height > 0)
            {
                return 2 * DensityOf(height);
            }
        }

        return 1;
    }

    int Add(int parent, double birth, double size)
    {
        _parents.Add(parent);
        _births.Add(birth);
        _sizes.Add(size);
        return Count - 1;
    }

    void Leave(ReachabilityJoins joins, int node, int cluster, double density, List<int> rows)
    {
        joins.Rows(node, rows);
        foreach (var row in rows)
        {
            RowClusters[row] = cluster;
            RowDensities[row] = density;
        }
    }
}
