using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class UmapTests
{
    public static TheoryData<string> Names => ["iris", "formula"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_trustworthiness_is_no_worse_than_uwots(string name)
    {
        var table = ClusterTables.Of(name);
        var peer = Oracle.Read("embedding.json")[name]!["umap_trustworthiness"].Numbers();

        var trusted = Enumerable.Range(0, 5).Select(seed => Trustworthiness.Of(table, new Umap { Seed = seed }.Fit(table).Apply(table), 10)).ToArray();

        // The mean of some runs is at least the worst of the peer's twenty.
        Assert.True(trusted.Average() >= peer.Min(), $"the trustworthiness is {string.Join(", ", trusted)}, the peer's from {peer.Min()} to {peer.Max()}");
    }

    [Theory]
    [InlineData(0.1, 1.0, 1.57694346, 0.89506088)] // the values that the authors' program prints
    [InlineData(0.001, 1.0, 1.92907, 0.79150)] // and those of its parametric examples
    public void The_curve_is_that_of_the_authors(double least, double spread, double a, double b)
    {
        var curve = UmapCurve.Of(least, spread);

        Oracle.Near(a, curve.A, 1e-3);
        Oracle.Near(b, curve.B, 1e-3);
    }

    [Fact]
    public void Memberships_are_1_for_the_nearest_and_add_up_to_the_log()
    {
        double[] squares = [.. Enumerable.Range(0, 3).SelectMany(row => Enumerable.Range(1, 14).Select(i => Math.Pow(10, row * 4) * i * i))];

        var memberships = FuzzyMemberships.Of(squares, 14, default);

        foreach (var row in memberships.Chunk(14))
        {
            Assert.Equal(1, row[0]);
            Oracle.Near(Math.Log2(15), row.Sum(), 1e-4); // the search ends within 1e-5 of it
        }

        Assert.All(FuzzyMemberships.Of(new double[4], 4, default), membership => Assert.Equal(1, membership));
    }

    [Fact]
    public void Two_groups_far_apart_stay_apart()
    {
        var table = Table.Create(Column.Of("x", Enumerable.Range(0, 100).Select(row => (row % 2 * 1000) + Math.Sin(row)).ToArray()));

        var y = new Umap { Epochs = 200 }.Fit(table).Embedding;

        ClusterTables.AssertSameGroups(
            [.. Enumerable.Range(0, 100).Select(row => row % 2)],
            new KMeans { Clusters = 2 }.Fit(Places(y)).PredictClusters(Places(y)));

        static Table Places(EquatableArray<double> y) => Table.Create(
            Column.Of("a", Enumerable.Range(0, 100).Select(row => y[2 * row]).ToArray()), Column.Of("b", Enumerable.Range(0, 100).Select(row => y[(2 * row) + 1]).ToArray()));
    }

    [Fact]
    public void A_training_row_has_its_own_place_also_in_other_dimensions()
    {
        var table = ClusterTables.Of("formula");
        foreach (var dimensions in new[] { 1, 3, 7 })
        {
            var model = new Umap { Dimensions = dimensions, Epochs = 20, NegativeSamples = 12 }.Fit(table);

            Assert.Equal(model.Embedding, ClusterTables.RowMajor(model.Apply(table)));
            Assert.Equal(240 * dimensions, model.Embedding.Count);
            Assert.All(model.Embedding, place => Assert.True(double.IsFinite(place)));
        }
    }

    [Fact]
    public void Scaling_all_columns_alike_keeps_the_places()
    {
        var table = ClusterTables.Of("formula");

        var places = new Umap { Epochs = 30 }.Fit(table).Embedding;
        var scaled = new Umap { Epochs = 30 }.Fit(ClusterTables.Map(table, value => value * 1024)).Embedding;

        // The same but for what roundings grow to on the way.
        Assert.All(places.Zip(scaled), pair => Oracle.Near(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void Equal_rows_are_placed()
    {
        var table = Table.Create(Column.Of("x", new double[40]), Column.Of("y", new double[40]));

        Assert.All(new Umap { Epochs = 50 }.Fit(table).Embedding, place => Assert.True(double.IsFinite(place)));
    }

    [Fact]
    public void Too_few_rows_and_a_distance_above_the_spread_are_refused()
    {
        var rows = Assert.Throws<TableException>(() => new Umap().Fit(Table.Create(Column.Of("x", [1.0, 2, 3]))));
        var distance = Assert.Throws<ArgumentException>(() => new Umap { MinDistance = 2 }.Fit(ClusterTables.Of("formula")));

        Assert.Equal("The table cannot be learned from: it has 3 rows, and Neighbours 15 asks for at least 15.", rows.Message);
        Assert.Equal("MinDistance is 2, above Spread, which is 1; lower it, or raise Spread. (Parameter 'MinDistance')", distance.Message);
    }
}
