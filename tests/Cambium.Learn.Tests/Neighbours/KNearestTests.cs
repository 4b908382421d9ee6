using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class KNearestTests
{
    static readonly System.Text.Json.Nodes.JsonNode Peer = Oracle.Read("neighbours.json");

    // Sums of as many roundings as features, through a root; the cosine's peer takes the difference of numbers near 1.
    const double Tolerance = 1e-12;

    [Fact]
    public void Votes_by_hand()
    {
        var train = Table.Create(Column.Of("x", [0.0, 1, 3, 10]), Column.Of("y", ["a", "b", "b", "a"]));
        var rows = Table.Create(Column.Of("x", [0.5, 0.25, 1]));

        var alike = new KNearestClassifier { Neighbours = 3 }.Fit(train, "y").PredictProbabilities(rows);
        var near = new KNearestClassifier { Neighbours = 3, Votes = NeighbourVotes.Distance }.Fit(train, "y").PredictProbabilities(rows);

        Assert.Equal([1.0 / 3, 2.0 / 3, 1.0 / 3, 2.0 / 3, 1.0 / 3, 2.0 / 3], alike, Near);
        // 1/0.5 to a, 1/0.5 + 1/2.5 to b; then 1/0.25 and 1/0.75 + 1/2.75; the last is a row of b itself.
        var (a, b) = (1 / 0.25, (1 / 0.75) + (1 / 2.75));
        Assert.Equal([2 / 4.4, 2.4 / 4.4, a / (a + b), b / (a + b), 0, 1], near, Near);
    }

    [Fact]
    public void Means_by_hand()
    {
        var train = Table.Create(Column.Of("x", [0.0, 1, 3]), Column.Of("y", [2.0, 4, 10]), Column.Of("w", [1.0, 3, 1]));
        var rows = Table.Create(Column.Of("x", [0.25]));

        Assert.Equal(3, new KNearestRegressor { Neighbours = 2 }.Fit(train.Drop("w"), "y").PredictValues(rows)[0], 1e-15);
        Assert.Equal(3.5, new KNearestRegressor { Neighbours = 2 }.Fit(train, "y", new FitOptions { Weight = "w" }).PredictValues(rows)[0], 1e-15);
        // Votes 1/0.25 and 3/0.75 are alike.
        var byDistance = new KNearestRegressor { Neighbours = 2, Votes = NeighbourVotes.Distance };
        Assert.Equal(3, byDistance.Fit(train, "y", new FitOptions { Weight = "w" }).PredictValues(rows)[0], 1e-15);
    }

    [Theory]
    [InlineData(DistanceMetric.Euclidean)]
    [InlineData(DistanceMetric.Manhattan)]
    [InlineData(DistanceMetric.Chebyshev)]
    [InlineData(DistanceMetric.Minkowski)]
    [InlineData(DistanceMetric.Cosine)]
    public void Neighbours_are_those_of_the_peer(DistanceMetric metric)
    {
        var spiral = NeighbourTables.ToTable(NeighbourTables.Spiral(600), 3);
        var diabetes = LinearTables.Sample("diabetes.csv").Drop("progression");
        foreach (var (name, table, split, k) in new[] { ("spiral", spiral, 500, 7), ("diabetes", diabetes, 400, 5) })
        {
            foreach (var search in new[] { NeighbourSearch.Brute, NeighbourSearch.KdTree, NeighbourSearch.BallTree })
            {
                var recipe = new KNearestRegressor { Metric = metric, Power = 3, Search = search };

                var found = recipe.Fit(table.Slice(0, split).Numbered(), "y").FindNeighbours(table.Slice(split, table.RowCount - split), k);

                AssertPeer(found, Peer[name]![metric.ToString().ToLowerInvariant()]!, k);
            }
        }
    }

    [Theory]
    [InlineData(NeighbourVotes.Uniform)]
    [InlineData(NeighbourVotes.Distance)]
    public void Predictions_are_those_of_the_peer(NeighbourVotes votes)
    {
        var diabetes = LinearTables.Sample("diabetes.csv");
        var cancer = LinearTables.Sample("breast-cancer.csv");

        var values = new KNearestRegressor { Neighbours = 6, Votes = votes }.Fit(diabetes.Slice(0, 400), "progression").PredictValues(diabetes.Slice(400, 42));
        var probabilities = new KNearestClassifier { Neighbours = 9, Votes = votes }.Fit(cancer.Slice(0, 500), "diagnosis").PredictProbabilities(cancer.Slice(500, 69));

        var name = votes.ToString().ToLowerInvariant();
        Assert.All(Peer["diabetes_values"]![name].Numbers().Zip(values), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
        Assert.All(Peer["cancer_probabilities"]![name].Numbers().Zip(probabilities), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
    }

    [Theory]
    [InlineData(NeighbourSearch.Brute)]
    [InlineData(NeighbourSearch.KdTree)]
    [InlineData(NeighbourSearch.BallTree)]
    public void Permuting_rows_permutes_neighbours_and_scaling_scales_distances(NeighbourSearch search)
    {
        var rows = NeighbourTables.Gaussian(1200, 5);
        var asked = NeighbourTables.Gaussian(30, 5, seed: 2);
        var queries = NeighbourTables.ToTable(asked, 5);
        var places = NeighbourTables.Shuffled(1200);
        var recipe = new KNearestRegressor { Search = search };

        var found = recipe.Fit(NeighbourTables.ToTable(rows, 5).Numbered(), "y").FindNeighbours(queries, 8);
        var permuted = recipe.Fit(NeighbourTables.ToTable(rows, 5).Take(places).Numbered(), "y").FindNeighbours(queries, 8);
        // A power of two scales without rounding.
        var scaled = recipe.Fit(NeighbourTables.ToTable([.. rows.Select(value => value * 64)], 5).Numbered(), "y")
            .FindNeighbours(NeighbourTables.ToTable([.. asked.Select(value => value * 64)], 5), 8);

        for (var query = 0; query < found.Count; query++)
        {
            Assert.Equal(found.Rows(query).ToArray(), permuted.Rows(query).ToArray().Select(row => places[row]));
            Assert.Equal(found.Distances(query).ToArray(), permuted.Distances(query).ToArray());
            Assert.Equal(found.Rows(query).ToArray(), scaled.Rows(query).ToArray());
            Assert.Equal(found.Distances(query).ToArray().Select(distance => distance * 64), scaled.Distances(query).ToArray());
        }
    }

    [Fact]
    public void Rows_of_weight_0_are_as_if_they_were_not_there_and_numbers_stay_those_of_the_table()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2, 3, 4]), Column.Of("y", [0.0, 10, 20, 30, 40]), Column.Of("w", [1L, 0, 2, 0, 1]));

        var model = new KNearestRegressor { Neighbours = 2 }.Fit(table, "y", new FitOptions { Weight = "w" });

        Assert.Equal([4, 2], model.FindNeighbours(Table.Create(Column.Of("x", [3.5])), 2).Rows(0).ToArray());
        Assert.Equal([(2.0 * 20 / 3) + (40.0 / 3)], model.PredictValues(Table.Create(Column.Of("x", [3.5]))), Near);
    }

    [Fact]
    public void Rows_within_a_radius_include_its_border()
    {
        var model = new KNearestRegressor { Neighbours = 1 }.Fit(Table.Create(Column.Of("x", [0.0, 1, 2, 5]), Column.Of("y", [0.0, 1, 2, 3])), "y");

        var found = model.FindNeighboursWithin(Table.Create(Column.Of("x", [1.5, 9, 2])), 1);

        Assert.Equal(3, found.Count);
        Assert.Equal([1, 2], found.Rows(0).ToArray());
        Assert.Equal([0.5, 0.5], found.Distances(0).ToArray());
        Assert.Equal(0, found.Rows(1).Length);
        Assert.Equal([2, 1], found.Rows(2).ToArray());
    }

    [Fact]
    public void Fewer_rows_than_neighbours_are_refused()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2]), Column.Of("y", [0.0, 1, 2]), Column.Of("w", [0L, 1, 1]));

        var error = Assert.Throws<TableException>(() => new KNearestRegressor { Neighbours = 4 }.Fit(table.Drop("w"), "y"));
        var weighted = Assert.Throws<TableException>(() => new KNearestRegressor { Neighbours = 3 }.Fit(table, "y", new FitOptions { Weight = "w" }));

        Assert.Equal("The table cannot be learned from: it has 3 rows, fewer than the 4 that the settings ask for.", error.Message);
        Assert.Equal("The table cannot be learned from: it has 2 rows of weight above 0, fewer than the 3 that the settings ask for.", weighted.Message);
    }

    [Fact]
    public void Rows_without_distances_are_refused()
    {
        var zero = Table.Create(Column.Of("x", [1.0, 0, 2]), Column.Of("z", [1.0, 0, 3]), Column.Of("y", [0.0, 1, 2]));
        var wide = Table.Create(Column.Of("x", [1.0, 0, 2]), Column.Of("z", [1e200, 0, -1e200]), Column.Of("y", [0.0, 1, 2]));

        var direction = Assert.Throws<TableException>(() => new KNearestRegressor { Neighbours = 1, Metric = DistanceMetric.Cosine }.Fit(zero, "y"));
        var overflow = Assert.Throws<TableException>(() => new KNearestRegressor().Fit(wide, "y"));
        var model = new KNearestRegressor { Neighbours = 1, Metric = DistanceMetric.Cosine }.Fit(zero.Take([0, 2]), "y");
        var asked = Assert.Throws<TableException>(() => model.PredictValues(zero));

        Assert.Equal(
            "The table cannot be learned from: row 2 is 0 in every column and so has no direction: drop such rows, or use another metric than cosine.", direction.Message);
        Assert.Equal(
            "The table cannot be learned from: column 'z' spans 2E+200, so that distances between rows overflow: put the step Standardize before it; " +
            "it has 3 rows, fewer than the 5 that the settings ask for.",
            overflow.Message);
        Assert.Equal(
            "The table does not fit the model: row 2 is 0 in every column and so has no direction, which the cosine compares: drop such rows.", asked.Message);
    }

    [Fact]
    public void Questions_out_of_range_are_refused()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2]), Column.Of("y", [0.0, 1, 2]));
        var model = new KNearestRegressor { Neighbours = 1 }.Fit(table, "y");

        var k = Assert.Throws<ArgumentOutOfRangeException>(() => model.FindNeighbours(table, 4));
        var radius = Assert.Throws<ArgumentOutOfRangeException>(() => model.FindNeighboursWithin(table, double.NaN));
        var row = Assert.Throws<ArgumentOutOfRangeException>(() => model.FindNeighbours(table, 1).Rows(3).Length);

        Assert.StartsWith("k must be between 1 and 3, the number of rows that the model keeps.", k.Message, StringComparison.Ordinal);
        Assert.StartsWith("radius must be a finite number of at least 0.", radius.Message, StringComparison.Ordinal);
        Assert.StartsWith("row must be between 0 and 2.", row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loaded_model_finds_the_same_neighbours()
    {
        var table = NeighbourTables.ToTable(NeighbourTables.Gaussian(2000, 3), 3).Numbered();
        var model = new KNearestRegressor().Fit(table, "y");
        var loaded = (KNearestRegressorModel)LearnerCase.SaveAndLoad(model);

        var (found, again) = (model.FindNeighbours(table, 6), loaded.FindNeighbours(table, 6));

        Assert.Equal(NeighbourSearch.KdTree, loaded.Search);
        for (var row = 0; row < table.RowCount; row++)
        {
            Assert.Equal(found.Rows(row).ToArray(), again.Rows(row).ToArray());
            Assert.Equal(found.Distances(row).ToArray(), again.Distances(row).ToArray());
        }
    }

    static void AssertPeer(Neighbours found, System.Text.Json.Nodes.JsonNode peer, int k)
    {
        var (rows, distances) = (peer["rows"].Numbers(), peer["distances"].Numbers());
        for (var query = 0; query < found.Count; query++)
        {
            for (var i = 0; i < k; i++)
            {
                var expected = distances[(query * k) + i];
                Oracle.Near(expected, found.Distances(query)[i], Tolerance);
                // The peer takes equally far rows in any order, and whether one beyond the last is as far as the last is not told.
                var isAlone = i < k - 1 && distances.Skip(query * k).Take(k).Count(distance => Math.Abs(distance - expected) <= 1e-9) == 1;
                Assert.True(!isAlone || (int)rows[(query * k) + i] == found.Rows(query)[i], $"neighbour {i} of query {query}");
            }
        }
    }

    static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-14;
}
