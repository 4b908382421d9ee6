using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Sparse rows have the neighbours of the dense rows that they stand for, at distances that are the same to the bit.</summary>
public sealed class SparseNeighboursTests
{
    const int Rows = 400;
    const int Width = 60;

    public static TheoryData<DistanceMetric> Metrics => [.. Enum.GetValues<DistanceMetric>()];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Neighbours_and_answers_are_those_of_dense_rows(DistanceMetric metric)
    {
        foreach (var (values, seed) in new[] { (new[] { 1.0, 2, 3 }, 1L), ([0.1, -0.7, 1 / 3.0, 1e-3, 12], 2), ([1e-160, -3e-160], 3), ([1e100, 1e-120, 1], 4) })
        {
            var (train, queries) = (Table(values, seed), Table(values, seed + 10));
            var recipe = new KNearestClassifier { Metric = metric, Neighbours = 7, Votes = NeighbourVotes.Distance, Search = NeighbourSearch.Brute };
            var sparse = recipe.Fit(train, "y");
            var dense = recipe.Fit(train.Spread("words"), "y");

            AssertSame(dense.FindNeighbours(queries.Spread("words"), 25), sparse.FindNeighbours(queries, 25));
            Assert.Equal(dense.PredictProbabilities(queries.Spread("words")), sparse.PredictProbabilities(queries));
            var radius = dense.FindNeighbours(queries.Spread("words"), 25).Distances(3)[^1];
            AssertSame(dense.FindNeighboursWithin(queries.Spread("words"), radius), sparse.FindNeighboursWithin(queries, radius));
            Assert.Equal(NeighbourSearch.Brute, sparse.Search);
        }
    }

    [Fact]
    public void Numbers_beside_a_sparse_column_weights_and_saving()
    {
        var random = new RandomStream(5);
        var table = Table([1, 2, 0.5], 6)
            .With(Column.Of("height", Enumerable.Range(0, Rows).Select(_ => random.NextGaussian()).ToArray()))
            .With(Column.Of("w", Enumerable.Range(0, Rows).Select(row => (double)(row % 4)).ToArray()))
            .With(Column.Of("y", Enumerable.Range(0, Rows).Select(_ => random.NextGaussian()).ToArray()));
        var dense = Cambium.Data.Table.Create([.. table.Columns.SelectMany(column => column.Name == "words" ? table.Select("words").Spread("words").Columns.ToArray() : [column])]);
        var options = new FitOptions { Weight = "w" };
        var recipe = new KNearestRegressor { Neighbours = 4 };

        var model = recipe.Fit(table, "y", options);
        var loaded = (KNearestRegressorModel)LearnerCase.SaveAndLoad(model);

        Assert.Equal(recipe.Fit(dense, "y", options).PredictValues(dense), model.PredictValues(table));
        Assert.Equal(model.PredictValues(table), loaded.PredictValues(table));
        AssertSame(model.FindNeighbours(table, 3), loaded.FindNeighbours(table, 3));
        Assert.All(Enumerable.Range(0, Rows), row => Assert.NotEqual(0, model.FindNeighbours(table.Slice(row, 1), 1).Rows(0)[0] % 4));
    }

    [Fact]
    public void Rows_that_share_no_place_come_in_their_order()
    {
        var train = Words(CsrMatrix.FromEntries(6, 4, [(0, 0, 1.0), (1, 1, 1.0), (2, 1, 1.0), (3, 0, 1.0), (4, 2, 2.0), (5, 3, 0.0)]));

        var found = new KNearestClassifier { Neighbours = 2 }.Fit(train, "y").FindNeighbours(Words(CsrMatrix.FromEntries(2, 4, [(0, 3, 1.0)])), 6);

        Assert.Equal([5, 0, 1, 2, 3, 4], found.Rows(0).ToArray());
        Assert.Equal([1, Math.Sqrt(2), Math.Sqrt(2), Math.Sqrt(2), Math.Sqrt(2), Math.Sqrt(5)], found.Distances(0).ToArray());
        Assert.Equal([5, 0, 1, 2, 3, 4], found.Rows(1).ToArray());
    }

    [Fact]
    public void Rows_without_direction_or_too_wide_are_refused()
    {
        var table = Words(CsrMatrix.FromEntries(3, 4, [(0, 0, 1.0), (2, 1, 1e200)]));
        var cosine = new KNearestClassifier { Metric = DistanceMetric.Cosine, Neighbours = 1 };

        var zero = Assert.Throws<TableException>(() => cosine.Fit(table, "y"));
        var wide = Assert.Throws<TableException>(() => new KNearestClassifier { Neighbours = 4 }.Fit(table, "y"));
        var query = Assert.Throws<TableException>(
            () => cosine.Fit(Words(CsrMatrix.FromEntries(2, 4, [(0, 0, 1.0), (1, 1, 1.0)])), "y").PredictProbabilities(Words(CsrMatrix.FromEntries(2, 4, [(0, 0, 1.0)]))));

        Assert.Equal(
            "The table cannot be learned from: row 2 is 0 in every column and so has no direction: drop such rows, or use another metric than cosine.", zero.Message);
        Assert.Equal(
            "The table cannot be learned from: column 'words' spans 1E+200, so that distances between rows overflow: put the step Standardize before it; " +
            "it has 3 rows, fewer than the 4 that the settings ask for.",
            wide.Message);
        Assert.Equal("The table does not fit the model: row 2 is 0 in every column and so has no direction, which the cosine compares: drop such rows.", query.Message);
    }

    static void AssertSame(Neighbours expected, Neighbours found)
    {
        Assert.Equal(expected.Count, found.Count);
        for (var row = 0; row < expected.Count; row++)
        {
            Assert.Equal(expected.Rows(row).ToArray(), found.Rows(row).ToArray());
            Assert.Equal(expected.Distances(row).ToArray(), found.Distances(row).ToArray());
        }
    }

    static Table Table(double[] values, long seed)
    {
        var random = new RandomStream(seed);
        var entries = Enumerable.Range(0, Rows * 5).Select(i => (i / 5, random.NextInt(random.NextInt(Width) + 1), values[random.NextInt(values.Length)])).DistinctBy(entry => (entry.Item1, entry.Item2));
        return Words(CsrMatrix.FromEntries(Rows, Width, entries));
    }

    static Table Words(CsrMatrix matrix) => Cambium.Data.Table.Create(
    [
        new SparseColumn("words", matrix, [.. Enumerable.Range(0, matrix.ColumnCount).Select(place => $"word {place}")]),
        Column.Of("y", Enumerable.Range(0, matrix.RowCount).Select(row => row % 3 == 0 ? "a" : row % 3 == 1 ? "b" : "c").ToArray()),
    ]);
}
