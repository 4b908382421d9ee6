using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class TSneTests
{
    public static TheoryData<string> Names => ["iris", "formula"];

    [Fact]
    public void Three_rows_equally_far_apart_lie_equally_far_apart()
    {
        // p is 1/6 for each of the six pairs; an equilateral triangle gives the same q, and a divergence of 0.
        var table = Table.Create(Column.Of("a", [1.0, 0, 0]), Column.Of("b", [0.0, 1, 0]), Column.Of("c", [0.0, 0, 1]));

        var model = new TSne { Perplexity = 2, EarlyExaggeration = 1, LearningRate = 1, Iterations = 2000, Patience = 2000 }.Fit(table);

        Assert.Equal(0, model.Divergence, 1e-6);
        var y = model.Embedding;
        double[] sides = [Side(0, 1), Side(1, 2), Side(2, 0)];
        Assert.All(sides, side => Oracle.Near(sides[0], side, 1e-2));

        double Side(int i, int j) => Math.Sqrt(Math.Pow(y[2 * i] - y[2 * j], 2) + Math.Pow(y[(2 * i) + 1] - y[(2 * j) + 1], 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_divergence_is_no_worse_than_scikit_learns_at_as_many_iterations(string name)
    {
        var table = ClusterTables.Of(name);
        var expected = Oracle.Read("embedding.json")[name]!;

        var model = new TSne { Perplexity = 20, Patience = 1000 }.Fit(table);
        var reordered = new[] { 7, 11, 13 }.Average(step => new TSne { Perplexity = 20, Patience = 1000 }.Fit(table.Take(Every(step, table.RowCount))).Divergence);
        var random = Enumerable.Range(0, 3).Average(seed => new TSne { Perplexity = 20, Start = EmbeddingStart.Random, Seed = seed, Patience = 1000 }.Fit(table).Divergence);

        // Where a start ends is a matter of chance, and of the roundings on the way: the worst of the peer's twenty seeds is the mark for the mean of some runs.
        var worst = expected["t_sne_random_kl"].Numbers().Max();
        Assert.True(reordered <= worst, $"from the principal components the divergence is {reordered}, the peer's at most {worst}");
        Assert.True(random <= worst, $"from random starts the divergence is {random}, the peer's at most {worst}");
        var trusted = Trustworthiness.Of(table, model.Apply(table), 10);
        var least = expected["t_sne_random_trustworthiness"].Numbers().Min();
        Assert.True(trusted >= least - 0.001, $"the trustworthiness is {trusted}, the peer's at least {least}");
    }

    static int[] Every(int step, int n) => [.. Enumerable.Range(0, n).Select(i => (int)((long)i * step % n))];

    [Fact]
    public void The_trustworthiness_that_is_asserted_is_that_of_scikit_learn()
    {
        var table = ClusterTables.Of("formula");

        var trusted = Trustworthiness.Of(table, table.Select("x0", "x1"), 10);

        Oracle.Near((double)Oracle.Read("embedding.json")["formula"]!["trustworthiness_of_two_columns"]!, trusted, 1e-12);
    }

    [Fact]
    public void A_training_row_has_its_own_place_and_a_new_row_lies_among_its_nearest()
    {
        var table = ClusterTables.Of("formula");
        var model = new TSne { Iterations = 300 }.Fit(table);

        var places = model.Apply(table);

        Assert.Equal(model.Embedding, ClusterTables.RowMajor(places));
        var near = model.Apply(ClusterTables.Map(table, value => value + 1e-6));
        Assert.All(ClusterTables.RowMajor(near).Zip(model.Embedding), pair => Oracle.Near(pair.Second, pair.First, 1e-3));
    }

    [Fact]
    public void Scaling_all_columns_alike_keeps_the_places()
    {
        var table = ClusterTables.Of("formula");

        var places = new TSne { Iterations = 60 }.Fit(table).Embedding;
        var scaled = new TSne { Iterations = 60 }.Fit(ClusterTables.Map(table, value => value * 1024)).Embedding;

        // The same but for what roundings grow to on the way.
        Assert.All(places.Zip(scaled), pair => Oracle.Near(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Another_order_of_rows_ends_as_well()
    {
        var table = ClusterTables.Of("formula");
        int[] order = [.. Enumerable.Range(0, 240).Select(row => row * 7 % 240)];

        var divergence = new TSne().Fit(table).Divergence;

        Oracle.Near(divergence, new TSne().Fit(table.Take(order)).Divergence, 0.05);
    }

    [Fact]
    public void Three_dimensions_diverge_less_than_two()
    {
        var table = ClusterTables.Of("formula");

        var model = new TSne { Dimensions = 3 }.Fit(table);

        Assert.Equal(240 * 3, model.Embedding.Count);
        Assert.True(model.Divergence < new TSne().Fit(table).Divergence, $"the divergence is {model.Divergence}");
    }

    [Fact]
    public void Only_the_chosen_columns_are_replaced()
    {
        var table = ClusterTables.Of("formula");

        var places = new TSne { Columns = ["x1", "x3"], Iterations = 10 }.Fit(table).Apply(table);

        Assert.Equal(["x0", "x2", "x4", "tsne1", "tsne2"], places.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Too_few_rows_and_numbers_too_far_apart_are_refused_in_one_message()
    {
        var table = Table.Create(Column.Of("a", [1e300, -1e300, 0]));

        var error = Assert.Throws<TableException>(() => new TSne().Fit(table));

        Assert.Equal(
            "The table cannot be learned from: it has 3 rows, and Perplexity 30 asks for at least 31; " +
            "column 'a' spans 2E+300, so that distances between rows overflow: put the step Standardize before it.",
            error.Message);
    }

    [Fact]
    public void A_column_that_has_a_new_columns_name_is_refused()
    {
        var table = ClusterTables.Of("formula").With(TextColumn.FromValues("tsne2", new string?[240]));

        var error = Assert.Throws<TableException>(() => new TSne().Fit(table));

        Assert.Equal("The step makes a column 'tsne2', but the table has a column of that name; rename it.", error.Message);
    }
}
