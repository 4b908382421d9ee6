using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class LocalOutlierFactorTests
{
    static readonly System.Text.Json.Nodes.JsonNode Peer = Oracle.Read("neighbours.json");

    // The peer adds 1e-10 to every reach whatever its unit; against a reach of 0.02, which is the least here, that is 5e-9.
    const double Tolerance = 1e-8;

    [Fact]
    public void Factors_by_hand()
    {
        // k = 1: neighbours 1, 0, 1, 2; reaches 1, 1, 2, 6. Reachability 1, 1, 2, 6, and so factors 1, 1, 2, 3.
        var table = Table.Create(Column.Of("x", [0.0, 1, 3, 9]));

        var model = new LocalOutlierFactor { Neighbours = 1 }.Fit(table);

        Assert.Equal([1.0, 1, 2, 3], model.TrainingScores, Near);
        // 4 is 1 from 3, whose reach is 2 and whose density ½: max(1, 2) · ½. 100 is 91 from 9: 91 / 6.
        Assert.Equal([1, 91.0 / 6], model.PredictScores(Table.Create(Column.Of("x", [4.0, 100]))), Near);
        Assert.Equal([false, true], model.Predict(Table.Create(Column.Of("x", [4.0, 100]))).Column<bool>("outlier").Values.ToArray());
    }

    [Fact]
    public void Factors_are_those_of_the_peer()
    {
        var spiral = NeighbourTables.ToTable(NeighbourTables.Spiral(600), 3);
        var diabetes = LinearTables.Sample("diabetes.csv").Drop("progression");
        foreach (var (name, table, split, k) in new[] { ("spiral_outliers", spiral, 500, 20), ("diabetes_outliers", diabetes, 400, 10) })
        {
            foreach (var search in new[] { NeighbourSearch.Brute, NeighbourSearch.KdTree })
            {
                var model = new LocalOutlierFactor { Neighbours = k, OutlierShare = 0.1, Search = search }.Fit(table.Slice(0, split));
                var scores = model.PredictScores(table.Slice(split, table.RowCount - split));

                Assert.All(Peer[name]!["training"].Numbers().Zip(model.TrainingScores), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
                Assert.All(Peer[name]!["new"].Numbers().Zip(scores), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
                Oracle.Near(Peer[name]!["threshold"]!.GetValue<double>(), model.Threshold, Tolerance);
            }
        }
    }

    [Fact]
    public void Equal_rows_have_finite_factors()
    {
        var model = new LocalOutlierFactor { Neighbours = 3 }.Fit(Table.Create(Column.Of("x", [.. Enumerable.Repeat(2.0, 10)])));

        Assert.Equal(Enumerable.Repeat(1.0, 10), model.TrainingScores);
        Assert.True(double.IsFinite(model.PredictScores(Table.Create(Column.Of("x", [1e300])))[0]));
    }

    [Fact]
    public void Permuting_rows_permutes_factors_and_scaling_leaves_them()
    {
        var rows = NeighbourTables.Gaussian(1500, 3);
        var order = NeighbourTables.Shuffled(1500);

        var scores = new LocalOutlierFactor().Fit(NeighbourTables.ToTable(rows, 3)).TrainingScores;
        var permuted = new LocalOutlierFactor().Fit(NeighbourTables.ToTable(rows, 3).Take(order)).TrainingScores;
        var scaled = new LocalOutlierFactor().Fit(NeighbourTables.ToTable([.. rows.Select(value => value * 4096)], 3)).TrainingScores;

        // The typical reach is a sum over the rows in their order, and weighs 1e-10.
        Assert.All(permuted.Select((score, i) => (scores[order[i]], score)), pair => Oracle.Near(pair.Item1, pair.score, 1e-14));
        Assert.Equal(scores, scaled);
    }

    [Fact]
    public void Too_few_rows_are_refused()
    {
        var error = Assert.Throws<TableException>(() => new LocalOutlierFactor { Neighbours = 3 }.Fit(Table.Create(Column.Of("x", [1.0, 2, 3]))));

        Assert.Equal("The table cannot be learned from: it has 3 rows, fewer than the 4 that the settings ask for.", error.Message);
    }

    static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-9 * expected;
}
