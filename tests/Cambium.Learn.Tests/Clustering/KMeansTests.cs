using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class KMeansTests
{
    public static TheoryData<string> Names => ["iris", "formula", "small"];

    [Fact]
    public void Two_pairs_on_a_line_by_hand()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 10, 12]));

        var model = new KMeans { Clusters = 2, InitialCentres = [0.0, 1] }.Fit(table);

        // 0 | 1 10 12 → 0, 23/3; 0 1 | 10 12 → 1/2, 11; the third pass changes nothing.
        Assert.Equal([0, 0, 1, 1], model.PredictClusters(table));
        Assert.Equal([0.5, 11], model.Centres);
        Assert.Equal(2.5, model.Inertia, 1e-14);
        Assert.Equal(3, model.Iterations);
        Assert.True(model.Converged);
    }

    [Fact]
    public void A_centre_that_no_row_is_nearest_to_goes_to_the_farthest_row()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 10, 12]));

        var model = new KMeans { Clusters = 2, InitialCentres = [0.0, 1000] }.Fit(table);

        Assert.Equal([0, 0, 1, 1], model.PredictClusters(table));
        Assert.Equal(2.5, model.Inertia, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void From_the_same_start_labels_and_inertia_are_those_of_scikit_learn(string name)
    {
        var table = ClusterTables.Of(name);
        var k = ClusterTables.Clusters(name);
        var expected = ClusterTables.Oracle(name)["k_means"]!;

        var model = new KMeans { Clusters = k, InitialCentres = ClusterTables.FirstRows(table, k), Tolerance = 0, MaxIterations = 1000 }.Fit(table);

        Assert.Equal(expected["labels"]!.Deserialized<int[]>(), model.PredictClusters(table));
        Assert.Equal((int)expected["iterations"]!, model.Iterations);
        Oracle.Near((double)expected["inertia"]!, model.Inertia, 1e-13); // the same sums in another order
        Assert.All(expected["centres"].Numbers().Zip(model.Centres), pair => Oracle.Near(pair.First, pair.Second, 1e-13));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weighted_from_the_same_start_they_are_those_of_scikit_learn(string name)
    {
        var table = ClusterTables.Of(name);
        var k = ClusterTables.Clusters(name);
        var expected = ClusterTables.Oracle(name)["k_means_weighted"]!;
        var recipe = new KMeans { Clusters = k, InitialCentres = ClusterTables.FirstRows(table, k), Tolerance = 0, MaxIterations = 1000 };

        var model = recipe.Fit(ClusterTables.WithWeights(table), new FitOptions { Weight = "weight" });

        Assert.Equal(expected["labels"]!.Deserialized<int[]>(), model.PredictClusters(table));
        Oracle.Near((double)expected["inertia"]!, model.Inertia, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void From_drawn_starts_the_inertia_is_no_worse_than_scikit_learns(string name)
    {
        var table = ClusterTables.Of(name);

        var inertia = new KMeans { Clusters = ClusterTables.Clusters(name) }.Fit(table).Inertia;

        // Both keep the best of ten starts; the worst of the peer's twenty seeds is the mark.
        Assert.True(inertia <= ClusterTables.Oracle(name)["k_means_of_20_seeds"].Numbers().Max() * (1 + 1e-12), $"the inertia is {inertia}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_whole_weight_is_as_a_repeated_row(string name)
    {
        var table = ClusterTables.WithWeights(ClusterTables.Of(name));
        var k = ClusterTables.Clusters(name);
        var recipe = new KMeans { Clusters = k, InitialCentres = ClusterTables.FirstRows(table.Drop("weight"), k) };

        var weighted = recipe.Fit(table, new FitOptions { Weight = "weight" });

        var repeated = recipe.Fit(ConformanceData.Repeated(table, table.Column<long>("weight").Values.ToArray()).Drop("weight"));
        Oracle.Near(repeated.Inertia, weighted.Inertia, 1e-13);
        Assert.Equal(repeated.PredictClusters(table), weighted.PredictClusters(table));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_order_of_rows_orders_the_labels_alike(string name)
    {
        var table = ClusterTables.Of(name);
        var k = ClusterTables.Clusters(name);
        var recipe = new KMeans { Clusters = k, InitialCentres = ClusterTables.FirstRows(table, k) };
        int[] order = [.. Enumerable.Range(0, table.RowCount).Select(row => (int)(row * 7L % table.RowCount))];

        var labels = recipe.Fit(table).PredictClusters(table);

        Assert.Equal(order.Select(row => labels[row]), recipe.Fit(table.Take(order)).PredictClusters(table.Take(order)));
    }

    [Theory]
    [InlineData(1024.0, 0.0)]
    [InlineData(1e-100, 0.0)]
    [InlineData(3e100, 0.0)]
    [InlineData(1.0, 1e6)]
    public void Scaling_and_moving_all_columns_alike_keeps_the_labels(double factor, double shift)
    {
        var table = ClusterTables.Of("formula");
        var moved = ClusterTables.Map(table, value => (value * factor) + shift);

        var labels = new KMeans { Clusters = 6 }.Fit(table).PredictClusters(table);

        Assert.Equal(labels, new KMeans { Clusters = 6 }.Fit(moved).PredictClusters(moved));
    }

    [Fact]
    public void Rows_of_weight_0_change_nothing()
    {
        var table = ClusterTables.Of("formula");
        var weight = Column.Of("weight", Enumerable.Range(0, 240).Select(row => row < 200 ? 1.0 : 0).ToArray());
        var recipe = new KMeans { Clusters = 6, InitialCentres = ClusterTables.FirstRows(table, 6) };

        var model = recipe.Fit(table.With(weight), new FitOptions { Weight = "weight" });

        Oracle.Near(recipe.Fit(table.Slice(0, 200)).Inertia, model.Inertia, 1e-13);
    }

    [Fact]
    public void As_many_clusters_as_distinct_rows_leave_nothing_over()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 1, 5, 9, 5]), Column.Of("y", [1.0, 2, 1, 5, 9, 5]));

        var model = new KMeans { Clusters = 4 }.Fit(table);

        Assert.Equal(0, model.Inertia);
        Assert.Equal(4, model.PredictClusters(table).Distinct().Count());
    }

    [Fact]
    public void More_clusters_than_distinct_rows_are_refused_with_all_else_that_is_wrong()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 1]), Column.Of("w", [1.0, -1, 1]));

        var error = Assert.Throws<TableException>(() => new KMeans { Clusters = 3 }.Fit(table.Drop("w")));
        var both = Assert.Throws<TableException>(() => new KMeans { Clusters = 3 }.Fit(table.With(Column.Of("c", ["a", "b", "c"])), new FitOptions { Weight = "w" }));

        Assert.Equal("The table cannot be learned from: it has 2 distinct rows, fewer than the 3 clusters that are asked for.", error.Message);
        Assert.Equal(
            "The table cannot be learned from: the weight 'w' is -1 in row 2; weights are finite numbers of at least 0; " +
            "column 'c' holds categories, which this learner cannot read: put the step OneHot before it.",
            both.Message);
    }

    [Fact]
    public void Numbers_too_far_apart_for_their_squares_are_refused()
    {
        var error = Assert.Throws<TableException>(() => new KMeans { Clusters = 2 }.Fit(Table.Create(Column.Of("x", [1e300, -1e300, 0]))));

        Assert.Equal("The table cannot be learned from: column 'x' has a standard deviation of over 1E+150, too wide for squared distances: scale it down.", error.Message);
    }

    [Fact]
    public void Centres_of_another_shape_or_not_finite_are_refused()
    {
        var table = ClusterTables.Of("small");

        var shape = Assert.Throws<ArgumentException>(() => new KMeans { Clusters = 2, InitialCentres = [1.0, 2] }.Fit(table));
        var finite = Assert.Throws<ArgumentException>(() => new KMeans { InitialCentres = [double.NaN] });

        Assert.Equal("InitialCentres has 2 numbers, expected 6: 2 clusters of 3 features. (Parameter 'InitialCentres')", shape.Message);
        Assert.Equal("InitialCentres must be finite numbers, but one is NaN. (Parameter 'InitialCentres')", finite.Message);
    }

    [Fact]
    public void The_model_prints_its_centres()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 10, 12]));

        var text = new KMeans { Clusters = 2, InitialCentres = [0.0, 1] }.Fit(table).ToString();

        Assert.Equal("k-means: 2 clusters, inertia 2.5\n  cluster    x\n        0  0.5\n        1   11", text);
    }
}
