using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class AgglomerativeClusteringTests
{
    public static TheoryData<string, Linkage> Trees => new()
    {
        { "formula", Linkage.Single }, { "formula", Linkage.Complete }, { "formula", Linkage.Average }, { "formula", Linkage.Ward },
        { "small", Linkage.Single }, { "small", Linkage.Complete }, { "small", Linkage.Average }, { "small", Linkage.Ward },
    };

    public static TheoryData<Linkage> Linkages => [.. Enum.GetValues<Linkage>()];

    [Theory]
    [InlineData(Linkage.Single, 8.0)]
    [InlineData(Linkage.Complete, 11.0)]
    [InlineData(Linkage.Average, 9.5)] // (9 + 11 + 8 + 10) / 4
    [InlineData(Linkage.Ward, 13.435028842544403)] // √(2 · 2 · 2 / (2 + 2)) times from 0.5 to 10
    public void Two_pairs_on_a_line_by_hand(Linkage linkage, double last)
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 9, 11]));

        var model = new AgglomerativeClustering { Linkage = linkage }.Fit(table);

        Assert.Equal([1, 2, last], model.Dendrogram.Merges.Select(merge => merge.Height), (a, b) => Math.Abs(a - b) < 1e-14 * b);
        Assert.Equal([(0, 1), (2, 3), (4, 5)], model.Dendrogram.Merges.Select(merge => (merge.First, merge.Second)));
        Assert.Equal([0, 0, 1, 1], model.Labels);
    }

    [Theory]
    [MemberData(nameof(Trees))]
    public void Merges_heights_and_clusters_are_those_of_SciPy(string name, Linkage linkage)
    {
        var table = ClusterTables.Of(name);
        var expected = ClusterTables.Oracle(name)["hierarchy"]![linkage.ToString().ToLowerInvariant()]!;

        var model = new AgglomerativeClustering { Linkage = linkage, Clusters = 4 }.Fit(table);

        var merges = model.Dendrogram.Merges;
        Assert.Equal(expected["merges"]!.Deserialized<int[]>(), merges.SelectMany(merge => new[] { merge.First, merge.Second }));
        Assert.Equal(expected["sizes"]!.Deserialized<int[]>(), merges.Select(merge => merge.Size));
        Assert.All(expected["heights"].Numbers().Zip(merges), pair => Oracle.Near(pair.First, pair.Second.Height, 1e-12)); // the same sums in another order
        ClusterTables.AssertSameGroups(expected["labels_of_4"]!.Deserialized<int[]>(), [.. model.Labels]);
        Assert.Equal(model.Labels, model.PredictClusters(table));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void With_many_equal_distances_the_heights_are_those_of_SciPy_too(Linkage linkage)
    {
        var expected = ClusterTables.Oracle("iris")["hierarchy"]![linkage.ToString().ToLowerInvariant()]!["heights"].Numbers();

        var heights = new AgglomerativeClustering { Linkage = linkage }.Fit(ClusterTables.Of("iris")).Dendrogram.Merges.Select(merge => merge.Height).ToArray();

        // Which of equals merges first changes the tree of all linkages but single a little: the sum of heights stays near.
        Oracle.Near(expected.Sum(), heights.Sum(), linkage == Linkage.Single ? 1e-12 : 0.01);
        if (linkage == Linkage.Single)
        {
            Assert.All(expected.Zip(heights), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
        }
    }

    [Fact]
    public void A_threshold_leaves_clusters_that_are_no_nearer()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 7, 9]));

        int Count(double threshold) => new AgglomerativeClustering { Linkage = Linkage.Single, DistanceThreshold = threshold }.Fit(table).ClusterCount;

        Assert.Equal([4, 4, 3, 3, 2, 2, 1], new[] { 0.5, 1, 1.5, 2, 2.5, 6, 6.5 }.Select(Count));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void A_whole_weight_is_as_a_repeated_row(Linkage linkage)
    {
        var table = ClusterTables.WithWeights(ClusterTables.Of("small"));
        var recipe = new AgglomerativeClustering { Linkage = linkage, Clusters = 5 };

        var weighted = recipe.Fit(table, new FitOptions { Weight = "weight" });

        var repeated = recipe.Fit(ConformanceData.Repeated(table, table.Column<long>("weight").Values.ToArray()).Drop("weight"));
        var heights = repeated.Dendrogram.Merges.Select(merge => merge.Height).Where(height => height > 1e-12).ToArray();
        Assert.All(heights.Zip(weighted.Dendrogram.Merges), pair => Oracle.Near(pair.First, pair.Second.Height, 1e-12));
        Assert.Equal(repeated.PredictClusters(table), weighted.PredictClusters(table));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Another_order_of_rows_groups_them_alike(Linkage linkage)
    {
        var table = ClusterTables.Of("formula");
        int[] order = [.. Enumerable.Range(0, 240).Select(row => row * 7 % 240)];
        var recipe = new AgglomerativeClustering { Linkage = linkage, Clusters = 6 };
        var labels = recipe.Fit(table).Labels;

        var moved = recipe.Fit(ClusterTables.Map(table.Take(order), value => (8 * value) + 3));

        ClusterTables.AssertSameGroups([.. order.Select(row => labels[row])], [.. moved.Labels]);
    }

    [Fact]
    public void Rows_of_weight_0_are_not_in_the_tree_but_get_an_answer()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 500, 7, 9]), Column.Of("w", [1.0, 1, 0, 1, 1]));

        var model = new AgglomerativeClustering().Fit(table, new FitOptions { Weight = "w" });

        Assert.Equal(4, model.Dendrogram.RowCount);
        Assert.Equal([0, 0, 1, 1, 1], model.PredictClusters(table));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-165)]
    [InlineData(1e140)]
    public void Rows_get_their_own_cluster_in_any_unit(double unit)
    {
        var random = new RandomStream(3);
        var x = Enumerable.Range(0, 60).Select(row => unit * ((10 * (row % 3)) + random.NextDouble())).ToArray();
        var table = Table.Create(Column.Of("x", x));

        var model = new AgglomerativeClustering { Clusters = 3 }.Fit(table);

        Assert.Equal(3, model.ClusterCount);
        Assert.Equal(model.Labels.ToArray(), model.PredictClusters(table));
    }

    [Fact]
    public void One_row_is_one_cluster()
    {
        var model = new AgglomerativeClustering { Clusters = 1 }.Fit(Table.Create(Column.Of("x", [3.0])));

        Assert.Empty(model.Dendrogram.Merges);
        Assert.Equal([0], model.Labels);
        Assert.Equal("row 1", model.Dendrogram.ToString());
        Assert.StartsWith("<svg", model.Dendrogram.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tree_prints_and_draws_itself()
    {
        var model = new AgglomerativeClustering { Linkage = Linkage.Single }.Fit(Table.Create(Column.Of("x", [0.0, 1, 7, 9])));

        Assert.Equal(
            "hierarchical clustering, Single linkage: clusters of 2, 2 rows\n" +
            "height 6: 4 rows\n  height 1: 2 rows\n    row 1\n    row 2\n  height 2: 2 rows\n    row 3\n    row 4",
            model.ToString());
        var svg = System.Xml.Linq.XDocument.Parse(model.Dendrogram.ToSvg());
        Assert.Equal(3, svg.Descendants().Count(element => element.Name.LocalName == "path"));
        Assert.Equal(["row 1", "row 2", "row 3", "row 4", "6", "0"], svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value));
    }

    [Fact]
    public void A_large_tree_shows_its_last_merges()
    {
        var tree = new AgglomerativeClustering { Linkage = Linkage.Ward }.Fit(ClusterTables.Of("formula")).Dendrogram;

        Assert.Equal((2 * 12) - 1, tree.ToString().Split('\n').Length);
        Assert.Equal(6, System.Xml.Linq.XDocument.Parse(tree.ToSvg(7)).Descendants().Count(element => element.Name.LocalName == "path"));
    }

    [Fact]
    public void A_cut_outside_the_tree_is_refused()
    {
        var tree = new AgglomerativeClustering().Fit(ClusterTables.Of("small")).Dendrogram;

        Assert.Equal(101, tree.Cut(101).Max() + 1);
        Assert.Equal(1, tree.CutBelow(1e9).Max() + 1);
        var clusters = Assert.Throws<ArgumentOutOfRangeException>(() => tree.Cut(102));
        Assert.Equal("clusters must be between 1 and 101. (Parameter 'clusters')\nActual value was 102.", clusters.Message.ReplaceLineEndings("\n"));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.CutBelow(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.ToSvg(1));
    }

    [Fact]
    public void More_rows_than_a_matrix_of_distances_may_have_are_refused()
    {
        var table = Table.Create(Column.Of("x", Enumerable.Range(0, 50_001).Select(row => (double)row).ToArray()));

        var error = Assert.Throws<TableException>(() => new AgglomerativeClustering { Linkage = Linkage.Average }.Fit(table));

        Assert.Equal(
            "The table cannot be learned from: it has 50001 rows, and Average linkage takes at most 50000, whose distances fill 10 GB: " +
            "use Ward or Single linkage, or cluster the centres of KMeans.",
            error.Message);
    }

    [Fact]
    public void More_clusters_than_distinct_rows_are_refused()
    {
        var error = Assert.Throws<TableException>(() => new AgglomerativeClustering { Clusters = 3 }.Fit(Table.Create(Column.Of("x", [1.0, 2, 1]))));

        Assert.Equal("The table cannot be learned from: it has 2 distinct rows, fewer than the 3 clusters that are asked for.", error.Message);
    }
}
