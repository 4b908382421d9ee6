using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class BisectingKMeansTests
{
    public static TheoryData<string> Names => ["iris", "formula", "small"];

    [Fact]
    public void Three_groups_on_a_line_by_hand()
    {
        var table = Table.Create(Column.Of("x", [0.0, 2, 10, 11, 100, 104]));

        var model = new BisectingKMeans { Clusters = 3 }.Fit(table);

        // First 0 2 10 11 from 100 104, since that leaves the least; then the first part, whose spread is larger (96.75 against 8).
        var labels = model.PredictClusters(table);
        ClusterTables.AssertSameGroups([0, 0, 1, 1, 2, 2], labels);
        Assert.Equal(2 + 0.5 + 8, model.Inertia, 1e-12);
        Assert.Equal(4, model.Partings.Count);
        Assert.Equal([1.0, 10.5, 102], model.Centres.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_inertia_over_seeds_is_within_that_of_scikit_learn(string name)
    {
        var table = ClusterTables.Of(name);
        var peer = ClusterTables.Oracle(name)["bisecting_of_20_seeds"].Numbers();

        var inertias = Enumerable.Range(0, 20).Select(seed => new BisectingKMeans { Clusters = ClusterTables.Clusters(name), Seed = seed }.Fit(table).Inertia).ToArray();

        Assert.True(inertias.Average() <= peer.Max() * (1 + 1e-12), $"the mean inertia is {inertias.Average()}, the peer's at most {peer.Max()}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_rows_are_answered_by_the_cluster_whose_mean_they_made(string name)
    {
        var table = ClusterTables.Of(name);
        var model = new BisectingKMeans { Clusters = ClusterTables.Clusters(name) }.Fit(table);

        var labels = model.PredictClusters(table);

        // A start that ends within the tolerance may leave a row or two at the border.
        var rows = ClusterTables.RowMajor(table);
        var p = table.Columns.Count;
        for (var cluster = 0; cluster < model.ClusterCount; cluster++)
        {
            var inside = Enumerable.Range(0, table.RowCount).Where(row => labels[row] == cluster).ToArray();
            Assert.All(Enumerable.Range(0, p), j => Oracle.Near(inside.Average(row => rows[(row * p) + j]), model.Centres[(cluster * p) + j], 0.02));
        }
    }

    [Fact]
    public void Clusters_of_like_size_are_parted_by_size()
    {
        // Nine rows close together and three far apart: by spread the three are parted first, by size the nine.
        var table = Table.Create(Column.Of("x", [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 100, 130, 131]));

        var bySpread = new BisectingKMeans { Clusters = 3 }.Fit(table).PredictClusters(table);
        var bySize = new BisectingKMeans { Clusters = 3, Order = BisectingOrder.LargestCluster }.Fit(table).PredictClusters(table);

        Assert.Single(bySpread.Take(9).Distinct());
        Assert.Equal(2, bySize.Take(9).Distinct().Count());
    }

    [Fact]
    public void A_whole_weight_is_as_a_repeated_row_where_only_one_parting_is_good()
    {
        var table = Table.Create(Column.Of("x", [0.0, 2, 10, 11, 100, 104]), Column.Of("w", [1L, 2, 3, 1, 2, 1]));

        var weighted = new BisectingKMeans { Clusters = 3 }.Fit(table, new FitOptions { Weight = "w" });

        var repeated = new BisectingKMeans { Clusters = 3 }.Fit(ConformanceData.Repeated(table, [1, 2, 3, 1, 2, 1]).Drop("w"));
        Oracle.Near(repeated.Inertia, weighted.Inertia, 1e-13);
        ClusterTables.AssertSameGroups(repeated.PredictClusters(table), weighted.PredictClusters(table));
    }

    [Fact]
    public void As_many_clusters_as_distinct_rows_end_with_each_alone()
    {
        // Two of them lie closer together than the distance from the others can tell.
        var table = Table.Create(Column.Of("x", [0.0, 1e-12, 1e6, 1e6, 2e6, 7]));

        var model = new BisectingKMeans { Clusters = 5 }.Fit(table);

        Assert.Equal(5, model.PredictClusters(table).Distinct().Count());
        Assert.Equal(0, model.Inertia);
    }

    [Fact]
    public void One_cluster_is_all_rows_around_their_mean()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 5]));

        var model = new BisectingKMeans { Clusters = 1 }.Fit(table);

        Assert.Equal([0, 0, 0], model.PredictClusters(table));
        Assert.Equal([2.0], model.Centres);
        Assert.Equal(14, model.Inertia, 1e-13);
    }

    [Fact]
    public void Partings_and_features_whose_product_is_no_number_of_an_array_are_refused()
    {
        const int Count = 1 << 16; // times itself 2³², which is 0 as a whole number of 32 bits
        var partings = Count / 2;
        var children = new int[Count];
        for (var parting = 0; parting < partings; parting++)
        {
            children[2 * parting] = parting + 1 < partings ? parting + 1 : -1 - partings;
            children[(2 * parting) + 1] = -1 - parting;
        }

        var input = new Schema([.. Enumerable.Range(0, Count).Select(column => new Field($"x{column}", ColumnType.Float64))]);
        var reader = new ModelReader([], new Dictionary<string, Array> { ["children"] = children, ["centres"] = Array.Empty<double>(), ["inertia"] = new[] { 1.0 } });

        var error = Assert.Throws<ModelFormatException>(() => BisectingKMeansModel.Read(new BisectingKMeans(), new ModelHeader(input, "", []), reader));

        Assert.Equal("weights.safetensors: 'children' has 65536 items, too many for 65536 features. The file is damaged; save the model again.", error.Message);
    }
}
