using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class HdbscanTests
{
    static readonly System.Text.Json.Nodes.JsonNode Peer = Oracle.Read("hdbscan.json");

    [Fact]
    public void Clusters_by_hand()
    {
        // Steps of 1 within, of 8 between the threes, of 38 to the last row; with MinRows 1 all core distances are 0.
        var table = Table.Create(Column.Of("x", [10.0, 0, 1, 2, 11, 12, 50]));

        var model = new Hdbscan { MinClusterSize = 3, MinRows = 1 }.Fit(table);

        Assert.Equal([0, 1, 1, 1, 0, 0, -1], model.TrainingClusters);
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], model.TrainingMemberships);
        Assert.All(model.TrainingOutlierScores.Zip([0, 0, 0, 0, 0, 0, 1 - (1.0 / 38)]), pair => Oracle.Near(pair.Second, pair.First, 1e-15));
        // 4 reaches 2 at 2, within its cluster, which is born at density 1/8 and ends at 1; 20 reaches 12 at 8, when the clusters are one; 31 is near nobody.
        var rows = Table.Create(Column.Of("x", [4.0, 13, 20, 31]));
        Assert.Equal([1, 0, 0, -1], model.PredictClusters(rows));
        Assert.All(model.PredictMemberships(rows).Zip([0.5, 1, 0.125, 0]), pair => Oracle.Near(pair.Second, pair.First, 1e-15));
    }

    [Fact]
    public void The_smallest_clusters_can_be_asked_for()
    {
        // Two pairs of threes: the pairs last longer, from 1/100 to 1/4, than the threes, from 1/4 to 1/3.
        var table = Table.Create(Column.Of("x", [0.0, 3, 6, 10, 13, 16, 116, 119, 122, 126, 129, 132]));

        var most = new Hdbscan { MinClusterSize = 3, MinRows = 1 }.Fit(table);
        var leaves = new Hdbscan { MinClusterSize = 3, MinRows = 1, Choice = ClusterChoice.Leaf }.Fit(table);

        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], most.TrainingClusters);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], leaves.TrainingClusters);
        Assert.Equal(2, most.ClusterCount);
        Assert.Equal(4, leaves.ClusterCount);
    }

    [Theory]
    [InlineData("spiral", 6)]
    [InlineData("groups", 8)]
    [InlineData("wine", 5)]
    public void Clusters_are_those_of_the_peer(string name, int least)
    {
        var table = name switch
        {
            "spiral" => NeighbourTables.ToTable(NeighbourTables.Spiral(1000), 3),
            "groups" => NeighbourTables.ToTable(Groups(500), 2),
            _ => ScaledWine(),
        };

        var model = new Hdbscan { MinClusterSize = least, MinRows = least }.Fit(table);

        var expected = Peer[name]!.Deserialized<int[]>();
        var names = new Dictionary<int, int> { [-1] = 0 };
        var apart = 0;
        for (var row = 0; row < expected.Length; row++)
        {
            // A row that joins two clusters at the very density at which they part is in neither; the peer puts it in one of them.
            var cluster = model.TrainingClusters[row];
            var named = names.TryGetValue(cluster, out var known) || names.TryAdd(cluster, known = expected[row]);
            apart += named && known == expected[row] ? 0 : 1;
        }

        Assert.Equal(expected.Max(), model.ClusterCount);
        Assert.Equal(names.Count, names.Values.Distinct().Count());
        Assert.InRange(apart, 0, expected.Length / 100);
    }

    [Theory]
    [InlineData("spiral_hierarchy", 5, 7)]
    [InlineData("iris_hierarchy", 4, 10)]
    public void Memberships_and_outlier_scores_are_those_of_the_definition(string name, int least, int size)
    {
        var table = name[0] == 's' ? NeighbourTables.ToTable(NeighbourTables.Spiral(500), 3) : MovedIris();

        var model = new Hdbscan { MinRows = least, MinClusterSize = size }.Fit(table);

        // Roots of sums of a few squares.
        var peer = Oracle.Read("density.json")[name]!;
        Assert.All(peer["memberships"].Numbers().Zip(model.TrainingMemberships), pair => Oracle.Near(pair.First, pair.Second, 1e-11));
        Assert.All(peer["outliers"].Numbers().Zip(model.TrainingOutlierScores), pair => Oracle.Near(pair.First, pair.Second, 1e-11));
        Assert.True(model.ClusterCount > 1);
    }

    [Theory]
    [InlineData(DistanceMetric.Euclidean)]
    [InlineData(DistanceMetric.Manhattan)]
    [InlineData(DistanceMetric.Minkowski)]
    public void The_spanning_tree_is_the_shortest(DistanceMetric metric)
    {
        var distance = new NeighbourSpace(metric, 3).Distance;
        foreach (var (rows, columns, least, whole) in new[] { (700, 3, 5, false), (900, 2, 1, true), (500, 6, 12, false), (2, 2, 2, false), (40, 1, 3, true), (1500, 2, 4, true) })
        {
            var x = NeighbourTables.Gaussian(rows, columns);
            x = whole ? [.. x.Select(value => Math.Round(3 * value))] : x; // equal lengths, and equal rows
            var index = new NeighbourIndex(x, columns, distance, NeighbourSearch.KdTree, CancellationToken.None);
            var cores = CoreDistances.Of(index, [], Math.Min(least, rows), default);

            var one = ReachabilityTree.Edges(index.Tree!, x, columns, cores, new FitOptions { MaxThreads = 1 });
            var several = ReachabilityTree.Edges(index.Tree!, x, columns, cores, new FitOptions { MaxThreads = 5 });

            Assert.Equal(Shortest(x, columns, cores, distance), one.Select(edge => edge.Reduced));
            Assert.Equal(one.Select(edge => edge.Reduced), several.Select(edge => edge.Reduced));
        }
    }

    [Fact]
    public void Permuting_rows_permutes_clusters_up_to_their_numbers_and_scaling_leaves_them()
    {
        // Whole numbers: nearly all lengths are tied, and equal rows abound.
        foreach (var x in new[] { NeighbourTables.Spiral(1500), [.. NeighbourTables.Gaussian(1500, 3).Select(value => Math.Round(4 * value))] })
        {
            var order = NeighbourTables.Shuffled(1500);
            var recipe = new Hdbscan { MinClusterSize = 8, MinRows = 4 };

            var model = recipe.Fit(NeighbourTables.ToTable(x, 3));
            var permuted = recipe.Fit(NeighbourTables.ToTable(x, 3).Take(order));
            var scaled = recipe.Fit(NeighbourTables.ToTable([.. x.Select(value => value * 256)], 3));

            Assert.Equal(model.TrainingClusters, scaled.TrainingClusters);
            Assert.Equal(model.TrainingMemberships, scaled.TrainingMemberships);
            var names = permuted.TrainingClusters.Select((cluster, i) => (Now: cluster, Then: model.TrainingClusters[order[i]])).Distinct().ToArray();
            Assert.Equal(names.Length, names.DistinctBy(pair => pair.Now).Count());
            Assert.Equal(names.Length, names.DistinctBy(pair => pair.Then).Count());
            Assert.Equal(permuted.TrainingOutlierScores, order.Select(row => model.TrainingOutlierScores[row]));
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes_where_lengths_tie()
    {
        var table = NeighbourTables.ToTable([.. NeighbourTables.Gaussian(5000, 3).Select(value => Math.Round(6 * value))], 3);

        var models = new[] { 1, 2, 5, 7 }.Select(threads => LearnerCase.Bytes(new Hdbscan { MinRows = 3 }.Fit(table, new FitOptions { MaxThreads = threads }))).ToArray();

        Assert.All(models, bytes => Assert.Equal(models[0], bytes));
    }

    [Fact]
    public void Whole_weights_are_as_repeated_rows()
    {
        var table = NeighbourTables.ToTable(NeighbourTables.Spiral(700), 3);
        var weights = Enumerable.Range(0, 700).Select(row => (long)(row * 5 % 4)).ToArray();
        var recipe = new Hdbscan { MinClusterSize = 9, MinRows = 6 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), new FitOptions { Weight = "w" });
        var repeated = recipe.Fit(ConformanceData.Repeated(table, weights));

        Assert.True(weighted.ClusterCount > 3);
        Assert.Equal(weights.Where(weight => weight > 0).SelectMany((weight, i) => Enumerable.Repeat(weighted.TrainingClusters[i], (int)weight)), repeated.TrainingClusters);
    }

    [Fact]
    public void Training_rows_asked_again_have_their_clusters()
    {
        var table = NeighbourTables.ToTable(NeighbourTables.Spiral(1200), 3);

        var model = new Hdbscan().Fit(table);

        Assert.Equal(model.TrainingClusters, model.PredictClusters(table));
        Assert.Equal(model.TrainingMemberships, model.PredictMemberships(table));
    }

    [Fact]
    public void Equal_rows_alone_and_one_row_make_no_cluster()
    {
        Assert.Equal(Enumerable.Repeat(-1, 20), new Hdbscan().Fit(Table.Create(Column.Of("x", [.. Enumerable.Repeat(3.0, 20)]))).TrainingClusters);
        Assert.Equal([-1], new Hdbscan().Fit(Table.Create(Column.Of("x", [3.0]))).TrainingClusters);
    }

    /// <summary>Moved a little, as in tests/oracles/density.py, so that hardly any distances are equal: there the last bit of a sum decides.</summary>
    static Table MovedIris()
    {
        var iris = LinearTables.Sample("iris.csv").Drop("species");
        var by = NeighbourTables.Spiral(iris.RowCount);
        return Table.Create([.. iris.Columns.Select((column, j) => (Column)Column.Of(
            column.Name, ColumnFit.Numbers(column).ToArray().Select((value, row) => value + (0.01 * by[(3 * row) + (j % 3)])).ToArray()))]);
    }

    static double[] Groups(int rows)
    {
        double[] across = [0, 6, 1, 9], up = [0, 1, 7, 8], spread = [0.5, 1, 0.3, 2];
        return
        [
            .. Enumerable.Range(0, rows).SelectMany(i => new[]
            {
                across[i % 4] + (spread[i % 4] * (Math.Sin(i * 1.3) * Math.Cos(i * 0.7))),
                up[i % 4] + (spread[i % 4] * (Math.Cos(i * 1.9) * Math.Sin(i * 1.1))),
            }),
        ];
    }

    /// <summary>As R's scale does: the deviation by n − 1.</summary>
    static Table ScaledWine()
    {
        var wine = LinearTables.Sample("wine.csv").Drop("cultivar");
        return Table.Create([.. wine.Columns.Select(column =>
        {
            var values = ColumnFit.Numbers(column).ToArray();
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
            return (Column)Column.Of(column.Name, values.Select(value => (value - mean) / deviation).ToArray());
        })]);
    }

    /// <summary>The lengths of the edges of a minimum spanning tree, rising, by looking at every pair (R. C. Prim, 1957).</summary>
    static double[] Shortest(double[] x, int columns, double[] cores, Distance distance)
    {
        var n = cores.Length;
        var best = Enumerable.Repeat(double.PositiveInfinity, n).ToArray();
        var isIn = new bool[n];
        var lengths = new List<double>();
        var last = 0;
        for (isIn[0] = true; lengths.Count < n - 1; isIn[last] = true)
        {
            for (var row = 0; row < n; row++)
            {
                var length = distance.Reduced(x.AsSpan(row * columns, columns), x.AsSpan(last * columns, columns));
                best[row] = isIn[row] ? double.PositiveInfinity : Math.Min(best[row], Math.Max(length, Math.Max(cores[row], cores[last])));
            }

            last = Array.IndexOf(best, best.Min());
            lengths.Add(best[last]);
        }

        return [.. lengths.Order()];
    }
}
