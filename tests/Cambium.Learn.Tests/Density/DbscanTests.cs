using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class DbscanTests
{
    static readonly System.Text.Json.Nodes.JsonNode Peer = Oracle.Read("density.json");

    [Fact]
    public void Clusters_by_hand()
    {
        // 0, 1, 2 and 10, 11, 12 have three rows within 1 in their middle; 3 is at the border of the first, 6 is alone; 10 is no core row,
        // so that the cluster of 1 begins first.
        var table = Table.Create(Column.Of("x", [10.0, 0, 1, 2, 6, 11, 12, 3]));

        var model = new Dbscan { Radius = 1, MinRows = 3 }.Fit(table);

        Assert.Equal([1, 0, 0, 0, -1, 1, 1, 0], model.TrainingClusters);
        Assert.Equal([2, 3, 5], model.CoreRows);
        Assert.Equal(2, model.ClusterCount);
        // Only core rows 1, 2 and 11 take new rows in, at most 1 away.
        Assert.Equal([0, 0, -1, 1, 1, -1], model.PredictClusters(Table.Create(Column.Of("x", [0.0, 3, 3.5, 10, 12, 13]))));
    }

    [Fact]
    public void A_row_between_two_clusters_belongs_to_the_first()
    {
        // 5 is no core row, but within 2 of 7 and of 3, which are.
        double[] x = [8, 7.5, 7, 5, 3, 2.5, 2];

        var model = new Dbscan { Radius = 2, MinRows = 4 }.Fit(Table.Create(Column.Of("x", x)));
        var reversed = new Dbscan { Radius = 2, MinRows = 4 }.Fit(Table.Create(Column.Of("x", [.. x.Reverse()])));

        Assert.Equal([0, 0, 0, 0, 1, 1, 1], model.TrainingClusters);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], reversed.TrainingClusters);
    }

    [Fact]
    public void Clusters_are_those_of_the_peer()
    {
        var iris = LinearTables.Sample("iris.csv").Drop("species");
        var weighted = LinearTables.WithOracleWeights(iris);
        var spiral = NeighbourTables.ToTable(NeighbourTables.Spiral(2000), 3);
        var lattice = NeighbourTables.ToTable([.. Enumerable.Range(0, 400).SelectMany(i => new double[] { i * 7 % 23, i * 11 % 19, i * 3 % 5 })], 3);

        Assert.Equal(Expected("iris"), new Dbscan { Radius = 0.5, MinRows = 5 }.Fit(iris).TrainingClusters);
        Assert.Equal(Expected("iris_manhattan"), new Dbscan { Radius = 0.6, MinRows = 4, Metric = DistanceMetric.Manhattan }.Fit(iris).TrainingClusters);
        Assert.Equal(Expected("iris_cosine"), new Dbscan { Radius = 0.0004, MinRows = 4, Metric = DistanceMetric.Cosine }.Fit(iris).TrainingClusters);
        Assert.Equal(Expected("iris_weighted"), new Dbscan { Radius = 0.3, MinRows = 6 }.Fit(weighted, new FitOptions { Weight = "weight" }).TrainingClusters);
        Assert.Equal(Expected("spiral"), new Dbscan { Radius = 0.07, MinRows = 6 }.Fit(spiral).TrainingClusters);
        Assert.Equal(Expected("spiral_thin"), new Dbscan { Radius = 0.05, MinRows = 4 }.Fit(spiral).TrainingClusters);
        Assert.Equal(Expected("lattice"), new Dbscan { Radius = 2, MinRows = 6 }.Fit(lattice).TrainingClusters);
        Assert.Equal(Expected("lattice_chebyshev"), new Dbscan { Radius = 1, MinRows = 4, Metric = DistanceMetric.Chebyshev }.Fit(lattice).TrainingClusters);

        static int[] Expected(string name) => Peer[name]!.Deserialized<int[]>();
    }

    [Fact]
    public void Clusters_are_those_of_the_definition()
    {
        foreach (var (rows, columns, radius, least) in new[] { (3000, 2, 0.05, 4), (9000, 2, 0.04, 8), (3000, 3, 0.3, 10), (500, 8, 2.2, 3), (600, 2, 9.0, 5), (300, 1, 1e-9, 1) })
        {
            var x = NeighbourTables.Gaussian(rows, columns);

            var model = new Dbscan { Radius = radius, MinRows = least }.Fit(NeighbourTables.ToTable(x, columns), new FitOptions { MaxThreads = 3 });

            Assert.Equal(Naive(x, columns, radius, least), model.TrainingClusters);
        }
    }

    [Fact]
    public void Permuting_rows_permutes_clusters_up_to_their_numbers_and_scaling_leaves_them()
    {
        var rows = NeighbourTables.Spiral(1500);
        var order = NeighbourTables.Shuffled(1500);
        var recipe = new Dbscan { Radius = 0.08, MinRows = 6 };

        var model = recipe.Fit(NeighbourTables.ToTable(rows, 3));
        var permuted = recipe.Fit(NeighbourTables.ToTable(rows, 3).Take(order));
        var scaled = (recipe with { Radius = 0.08 * 32 }).Fit(NeighbourTables.ToTable([.. rows.Select(value => value * 32)], 3));

        Assert.Equal(model.TrainingClusters, scaled.TrainingClusters);
        Assert.Equal(model.CoreRows, permuted.CoreRows.Select(row => order[row]).Order());
        // Core rows keep their company; a border row may go with another of its clusters.
        var names = permuted.CoreRows.Select(row => (Now: permuted.TrainingClusters[row], Then: model.TrainingClusters[order[row]])).Distinct().ToArray();
        Assert.Equal(model.ClusterCount, names.Length);
        Assert.Equal(model.TrainingClusters.Count(cluster => cluster < 0), permuted.TrainingClusters.Count(cluster => cluster < 0));
    }

    [Fact]
    public void Whole_weights_are_as_repeated_rows()
    {
        var table = NeighbourTables.ToTable(NeighbourTables.Spiral(800), 3);
        var weights = Enumerable.Range(0, 800).Select(row => (long)(row % 4)).ToArray();
        var recipe = new Dbscan { Radius = 0.1, MinRows = 7 };

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), new FitOptions { Weight = "w" });
        var repeated = recipe.Fit(ConformanceData.Repeated(table, weights));

        Assert.Equal(weights.Where(weight => weight > 0).SelectMany((weight, i) => Enumerable.Repeat(weighted.TrainingClusters[i], (int)weight)), repeated.TrainingClusters);
        Assert.Equal(weighted.PredictClusters(table), repeated.PredictClusters(table));
    }

    [Fact]
    public void Noise_alone_makes_no_cluster()
    {
        var model = new Dbscan { Radius = 0.1, MinRows = 2 }.Fit(Table.Create(Column.Of("x", [1.0, 2, 3])));

        var loaded = (DbscanModel)LearnerCase.SaveAndLoad(model);

        Assert.Equal([-1, -1, -1], loaded.TrainingClusters);
        Assert.Equal(0, loaded.ClusterCount);
        Assert.Equal([-1], loaded.PredictClusters(Table.Create(Column.Of("x", [1.0]))));
    }

    /// <summary>By looking at every pair, in the order of the definition.</summary>
    static int[] Naive(double[] x, int columns, double radius, int least)
    {
        var n = x.Length / columns;
        var near = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => Squared(i, j) <= radius * radius).ToArray()).ToArray();
        var clusters = Enumerable.Repeat(-1, n).ToArray();
        var next = 0;
        for (var first = 0; first < n; first++)
        {
            if (clusters[first] >= 0 || near[first].Length < least)
            {
                continue;
            }

            var open = new Stack<int>([first]);
            while (open.Count > 0)
            {
                var row = open.Pop();
                if (clusters[row] < 0)
                {
                    clusters[row] = next;
                    foreach (var other in near[row].Length >= least ? near[row] : [])
                    {
                        open.Push(other);
                    }
                }
            }

            next++;
        }

        return clusters;

        double Squared(int i, int j)
        {
            var sum = 0.0;
            for (var k = 0; k < columns; k++)
            {
                var difference = x[(i * columns) + k] - x[(j * columns) + k];
                sum += difference * difference;
            }

            return sum;
        }
    }
}
