using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class MiniBatchKMeansTests
{
    public static TheoryData<string> Names => ["iris", "formula", "small"];

    [Fact]
    public void One_batch_by_hand()
    {
        // Every row is the same, so that it does not matter which are drawn: the one centre moves onto them.
        var table = Table.Create(Column.Of("x", [3.0, 3, 3]));

        var model = new MiniBatchKMeans { Clusters = 1, BatchSize = 3, MaxIterations = 1, InitialCentres = [7.0] }.Fit(table);

        Assert.Equal([3.0], model.Centres);
        Assert.Equal(1, model.Iterations);
        Assert.Equal(0, model.Inertia);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_inertia_over_seeds_is_within_that_of_scikit_learn(string name)
    {
        var table = ClusterTables.Of(name);
        var peer = ClusterTables.Oracle(name)["mini_batch_of_20_seeds"].Numbers();

        var mean = Enumerable.Range(0, 20).Average(seed => new MiniBatchKMeans { Clusters = ClusterTables.Clusters(name), BatchSize = 64, Seed = seed }.Fit(table).Inertia);

        // The mean of twenty runs stays within the peer's own spread: its mean and two of its standard deviations.
        var spread = Math.Sqrt(peer.Average(value => Math.Pow(value - peer.Average(), 2)));
        Assert.True(mean <= peer.Average() + (2 * spread), $"the mean inertia is {mean}, the peer's {peer.Average()} ± {spread}");
    }

    [Fact]
    public void Rows_of_weight_0_move_no_centre()
    {
        var table = Table.Create(Column.Of("x", [1.0, 3, 100]), Column.Of("w", [1.0, 1, 0]));

        var model = new MiniBatchKMeans { Clusters = 1, BatchSize = 50, Seed = 4 }.Fit(table, new FitOptions { Weight = "w" });

        Assert.InRange(model.Centres[0], 1, 3);
    }

    [Fact]
    public void It_ends_when_batches_no_longer_help()
    {
        var table = ClusterTables.Of("formula");

        var patient = new MiniBatchKMeans { Clusters = 6, BatchSize = 32, Patience = 0, MaxIterations = 20 }.Fit(table);
        var model = new MiniBatchKMeans { Clusters = 6, BatchSize = 32, MaxIterations = 1000 }.Fit(table);

        Assert.Equal(20 * 240 / 32, patient.Iterations);
        Assert.False(patient.Converged);
        Assert.True(model.Converged);
        Assert.InRange(model.Iterations, 11, 1000);
    }

    [Fact]
    public void More_clusters_than_distinct_rows_are_refused()
    {
        var error = Assert.Throws<TableException>(() => new MiniBatchKMeans { Clusters = 3 }.Fit(Table.Create(Column.Of("x", [1.0, 2, 1]))));

        Assert.Equal("The table cannot be learned from: it has 2 distinct rows, fewer than the 3 clusters that are asked for.", error.Message);
    }
}
