namespace Cambium.Learn;

/// <summary>The clusters that were chosen from a tree of clusters, and where in the tree each row is.</summary>
/// <param name="Parents">The cluster that each was split from, standing before it; −1 for the first, that of all rows.</param>
/// <param name="Births">The density at which each was split off, none before its parent's.</param>
/// <param name="Ends">The highest density of each.</param>
/// <param name="Numbers">The number of the chosen cluster that each is in, itself included; −1 where there is none.</param>
/// <param name="RowClusters">The last cluster that each row is in as the density rises.</param>
/// <param name="RowDensities">The density at which each row leaves it.</param>
sealed record DensityClusters(int[] Parents, double[] Births, double[] Ends, int[] Numbers, int[] RowClusters, double[] RowDensities)
{
    const string ParentsName = "cluster_parents";
    const string BirthsName = "cluster_births";
    const string EndsName = "cluster_ends";
    const string NumbersName = "cluster_numbers";
    const string RowClustersName = "row_clusters";
    const string RowDensitiesName = "row_densities";

    /// <summary>The number of chosen clusters.</summary>
    internal int Count { get; } = Numbers.Max() + 1;

    /// <summary>Chooses clusters and numbers them in the order of their first rows.</summary>
    internal static DensityClusters Of(ClusterTree tree, ClusterChoice choice)
    {
        var parents = tree.Parents;
        var chosen = tree.Choose(choice);
        // The chosen cluster that each is in.
        var within = new int[parents.Length];
        within[0] = ClustererModel.Noise;
        for (var cluster = 1; cluster < parents.Length; cluster++)
        {
            within[cluster] = chosen[cluster] ? cluster : within[parents[cluster]];
        }

        var numberOf = new Dictionary<int, int> { [ClustererModel.Noise] = ClustererModel.Noise };
        foreach (var cluster in tree.RowClusters)
        {
            numberOf.TryAdd(within[cluster], numberOf.Count - 1);
        }

        var numbers = Array.ConvertAll(within, cluster => numberOf[cluster]);
        return new DensityClusters(parents, tree.Births, tree.Ends(), numbers, tree.RowClusters, tree.RowDensities);
    }

    /// <summary>The number of a row's cluster.</summary>
    /// <param name="at">The last cluster of the tree that it is in.</param>
    internal int NumberOf(int at) => Numbers[at];

    /// <summary>How firmly a row belongs to its chosen cluster: the density at which it leaves over that at which the cluster ends, at most 1; 0 for noise.</summary>
    internal double Membership(int at, double density)
    {
        if (Numbers[at] == ClustererModel.Noise)
        {
            return 0;
        }

        while (Numbers[Parents[at]] != ClustererModel.Noise)
        {
            at = Parents[at];
        }

        return density >= Ends[at] ? 1 : density / Ends[at];
    }

    /// <summary>The cluster of the tree that a row of a density is in, which joins the training row <paramref name="row"/>.</summary>
    internal int Join(int row, double density)
    {
        var at = RowClusters[row];
        while (Births[at] > density)
        {
            at = Parents[at];
        }

        return at;
    }

    /// <summary>How far below the highest density around it each training row leaves: 0 at the heart of a cluster, near 1 for an outlier.</summary>
    internal double[] OutlierScores()
    {
        var most = (double[])Ends.Clone();
        for (var cluster = Parents.Length - 1; cluster > 0; cluster--)
        {
            most[Parents[cluster]] = Math.Max(most[Parents[cluster]], most[cluster]);
        }

        return [.. RowClusters.Select((cluster, row) => 1 - (RowDensities[row] / most[cluster]))];
    }

    internal void Write(ModelWriter writer)
    {
        writer.Array(ParentsName, Parents);
        writer.Array(BirthsName, Births);
        writer.Array(EndsName, Ends);
        writer.Array(NumbersName, Numbers);
        writer.Array(RowClustersName, RowClusters);
        writer.Array(RowDensitiesName, RowDensities);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static DensityClusters Read(ModelReader reader, int rows)
    {
        var parents = reader.Array<int>(ParentsName);
        var births = reader.Array<double>(BirthsName, parents.Length);
        var ends = reader.Array<double>(EndsName, parents.Length);
        var numbers = reader.Array<int>(NumbersName, parents.Length);
        var rowClusters = reader.Array<int>(RowClustersName, rows);
        var rowDensities = reader.Array<double>(RowDensitiesName, rows);
        NeighbourRows.Require(parents.Length > 0 && parents[0] == -1, ParentsName, "does not begin with -1");
        NeighbourRows.Require(births[0] == 0, BirthsName, "does not begin with 0");
        NeighbourRows.Require(numbers[0] == ClustererModel.Noise, NumbersName, "does not begin with -1");
        for (var i = 0; i < parents.Length; i++)
        {
            var isFirst = i == 0;
            NeighbourRows.Require(isFirst || (parents[i] >= 0 && parents[i] < i), ParentsName, $"holds {parents[i]} at item {i}, expected a number from 0 to {i - 1}");
            NeighbourRows.Require(
                isFirst || (double.IsFinite(births[i]) && births[i] >= births[parents[i]]), BirthsName, $"holds {births[i]} at item {i}, expected no less than its parent's");
            NeighbourRows.Require(double.IsFinite(ends[i]) && ends[i] > 0 && ends[i] >= births[i], EndsName, $"holds {ends[i]} at item {i}, expected no less than the birth");
            NeighbourRows.Require(
                isFirst || (numbers[i] >= ClustererModel.Noise && numbers[i] < parents.Length && (numbers[parents[i]] < 0 || numbers[i] == numbers[parents[i]])),
                NumbersName,
                $"holds {numbers[i]} at item {i}, expected its parent's number, or any below {parents.Length} where that is -1");
        }

        for (var row = 0; row < rows; row++)
        {
            NeighbourRows.Require(
                rowClusters[row] >= 0 && rowClusters[row] < parents.Length, RowClustersName, $"holds {rowClusters[row]} at item {row}, expected a number from 0 to {parents.Length - 1}");
            NeighbourRows.Require(
                rowDensities[row] > 0 && rowDensities[row] <= ends[rowClusters[row]], RowDensitiesName, $"holds {rowDensities[row]} at item {row}, expected one up to its cluster's end");
        }

        return new DensityClusters(parents, births, ends, numbers, rowClusters, rowDensities);
    }
}
