using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Boosted trees that order the rows of queries.</summary>
public sealed class RankerTests
{
    static readonly JsonNode Peers = Oracle.Read("ranking.json");
    static readonly BoostedTreesRanker Recipe = new() { Query = "query", Trees = 60, Leaves = 15, Positions = 10 };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Held_out_queries_are_answered_as_well_as_by_the_better_peer(int table)
    {
        var rows = Rows(table);
        var query = rows.Column<long>("query").Values.ToArray();

        var own = Enumerable.Range(0, 20).Select(split =>
        {
            var isTest = Enumerable.Range(0, query.Length).ToLookup(row => (((ulong)query[row] * 2654435761) + ((ulong)split * 40503)) % (1UL << 32) / 65536 % 5 == 0);
            return Recipe.Fit(rows.Take([.. isTest[false]]), "y").Ndcg(rows.Take([.. isTest[true]]));
        }).ToArray();

        var peer = Peers["tables"]![table]!.AsObject().Select(scores => scores.Value.Numbers()).MaxBy(scores => scores.Average())!; // there are two
        var spread = Math.Sqrt(peer.Sum(score => Math.Pow(score - peer.Average(), 2)) / 19);
        // A mean of 20 splits moves by a standard deviation of them over √20 from one set of splits to another.
        Assert.True(own.Average() >= peer.Average() - (spread / Math.Sqrt(20)), $"own {own.Average():F4}, peer {peer.Average():F4}, spread {spread:F4}");
    }

    [Fact]
    public void Linear_NDCG_is_that_of_scikit_learn()
    {
        double[] relevance = [3, 0, 1.5, 2, 0, 4];
        var gains = DiscountedGain.Gains([0, 1, 2, 3, 4, 5], relevance, RelevanceGain.Linear);

        var ndcg = DiscountedGain.Of(gains, [0.4, 0.9, 0.8, 0.1, 0.2, 0.7], DiscountedGain.Ideal(gains, 3), 3);

        Oracle.Near(Peers["linear_ndcg_at_3"]!.GetValue<double>(), ndcg, 1e-15);
    }

    [Fact]
    public void Derivatives_of_a_pair_are_those_worked_out_by_hand()
    {
        using var loss = new LambdaRankLoss([0, 1], [7, 7], [], RelevanceGain.Exponential, positions: 30);
        using var scores = new NativeArray<double>(8);
        using var gradients = new NativeArray<double>(8);
        using var hessians = new NativeArray<double>(8);
        scores.Span.Clear();
        unsafe
        {
            loss.BeginRound(0, 2, [scores]);
            loss.Derivatives(0, 0, 2, [scores], gradients.Pointer, hessians.Pointer);
        }

        // Equal scores leave the irrelevant row first; exchanging the two changes NDCG by 1 − 1 / log₂ 3, and ρ = ½.
        var change = 1 - (1 / Math.Log2(3));
        Oracle.Near(change / 2, gradients.Span[0], 1e-15);
        Oracle.Near(-change / 2, gradients.Span[1], 1e-15);
        Oracle.Near(change / 4, hessians.Span[0], 1e-15);
        Oracle.Near(change, loss.Sum(0, 2, [scores]), 1e-15);
    }

    [Fact]
    public void The_order_of_the_table_and_the_names_of_queries_change_nothing_but_ties()
    {
        var table = Rows(0);
        var renamed = table.With(Column.Of("query", table.Column<long>("query").Values.ToArray().Select(query => $"q{query * 7}").ToArray()));

        Assert.Equal(Recipe.Fit(table, "y").PredictValues(table), Recipe.Fit(renamed, "y").PredictValues(renamed));
    }

    [Fact]
    public void The_loss_told_is_1_minus_the_mean_NDCG()
    {
        var table = Rows(0);
        var (train, test) = (table.Slice(0, 1500), table.Slice(1500, table.RowCount - 1500));
        var told = new Told();

        var model = Recipe.Fit(train, "y", new FitOptions { Progress = told, Validation = test });

        Oracle.Near(1 - model.Ndcg(train), told.All[^1].TrainingLoss, 1e-12);
        Oracle.Near(1 - model.Ndcg(test), told.All[^1].ValidationLoss, 1e-12);
        Assert.True(told.All[^1].TrainingLoss < told.All[0].TrainingLoss);
    }

    [Fact]
    public void Whole_queries_are_set_aside_and_watched()
    {
        var table = Rows(1);
        var recipe = Recipe with { Trees = 300, LearningRate = 0.3, ValidationShare = 0.3, EarlyStoppingRounds = 5 };

        var model = recipe.Fit(table, "y");

        Assert.True(model.StoppedEarly);
        Assert.Equal(model.PredictValues(table), recipe.Fit(table, "y").PredictValues(table));
    }

    [Fact]
    public void Going_on_is_as_one_fit()
    {
        var table = Rows(0);
        var recipe = Recipe with { Trees = 10 };

        var model = recipe.Continue(recipe.Fit(table, "y"), table);

        Assert.Equal((recipe with { Trees = 20 }).Fit(table, "y").PredictValues(table), model.PredictValues(table));
        Assert.Equal(["x0", "x1", "x2", "x3", "x4"], model.Input.Fields.Select(field => field.Name));
    }

    [Fact]
    public void Scores_rise_with_a_column_as_told()
    {
        var table = Rows(0);
        var model = (Recipe with { Decreasing = ["x0"] }).Fit(table, "y"); // against the data

        var line = table.Take([.. Enumerable.Repeat(5, 11)]).With(Column.Of("x0", TreeTables.Draw(11, step => step / 10.0)));

        Assert.Equal(model.PredictValues(line).OrderDescending(), model.PredictValues(line));
        Assert.Equal(0, model.Gains[0]);
    }

    [Fact]
    public void Relevance_that_is_no_grade_and_missing_queries_are_refused()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("query", ["a", null, "b"]), Column.Of("y", [1.0, 31, 2]));

        var grade = Assert.Throws<TableException>(() => new BoostedTreesRanker().Fit(table.Drop("query"), "y"));
        var query = Assert.Throws<TableException>(() => Recipe.Fit(table, "y"));
        var none = Assert.Throws<ArgumentException>(() => Recipe.Fit(table.Drop("query"), "y"));

        Assert.Equal(
            "The table cannot be learned from: the relevance 'y' is 31 in row 2; exponential gains are for 0 to 30. Set Gain to Linear for other numbers.", grade.Message);
        Assert.Equal("The table cannot be learned from: the query 'query' is missing in row 2; drop such rows.", query.Message);
        Assert.StartsWith("There is no column 'query'.", none.Message, StringComparison.Ordinal);
    }

    /// <summary>The tables of tests/oracles/ranking.py.</summary>
    static Table Rows(int table)
    {
        var (x, queries, relevance) = (new List<double[]>(), new List<long>(), new List<double>());
        for (var query = 0; query < 120; query++)
        {
            for (var i = 0; i < (table == 1 ? 25 : 12 + (query * 7 % 9)); i++)
            {
                var v = TreeTables.Draw(6, column => Number((uint)x.Count, (uint)column, (uint)table));
                var latent = (2 * v[0]) + (v[1] > 0.5 ? v[2] : 1 - v[2]) + (v[3] * v[4]) + ((table == 1 ? 2 : 1) * (v[5] - 0.5));
                x.Add(v);
                queries.Add(query);
                relevance.Add(new[] { 1.6, 2.2, 2.6, 3.0 }.Count(limit => latent > limit));
            }
        }

        return Table.Create(
        [
            .. Enumerable.Range(0, 5).Select(column => Column.Of($"x{column}", x.Select(v => v[column]).ToArray())),
            Column.Of("query", queries.ToArray()),
            Column.Of("y", relevance.ToArray()),
        ]);
    }

    static double Number(uint row, uint column, uint table)
    {
        var value = unchecked((row * 2654435761) + (column * 2246822519) + (table * 97));
        value ^= value >> 15;
        value = unchecked(value * 3266489917);
        value ^= value >> 13;
        value = unchecked(value * 668265263);
        value ^= value >> 16;
        return value / 4294967296.0;
    }
}
