using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class ProfileRelationsTests
{
    [Fact]
    public void Equal_rows_are_counted_whatever_the_types_of_their_columns()
    {
        var table = Table.Create(
            Column.Of("x", [1, 1, 0.0, -0.0, double.NaN, double.NaN]),
            Column.Of("c", ["a", "a", "b", "b", null, null]),
            TextColumn.FromValues("t", ["", "", "long text that takes more than eight bytes", "long text that takes more than eight bytes", null, ""]));

        Assert.Equal(2, Related(table).DuplicateRows);
        Assert.Null(Profile.Of(table).DuplicateRows);
    }

    [Fact]
    public void Columns_that_are_missing_together_are_told()
    {
        var nan = double.NaN;
        var table = Table.Create(Column.Of("a", [nan, nan, 1, nan, 1]), Column.Of("b", [nan, nan, 1, 1, 1]), Column.Of("c", ["x", "x", "x", "x", "x"]));

        Assert.Equal([new MissingPattern(["a", "b"], 2), new MissingPattern(["a"], 1)], Related(table).MissingPatterns);
    }

    [Fact]
    public void A_profile_does_not_depend_on_the_number_of_threads_nor_much_on_the_blocks()
    {
        var table = Mixed(150_000);
        var one = Profile.Of(table, new ProfileOptions { Relations = true, MaxThreads = 1 });

        Assert.Equal(one, Profile.Of(table, new ProfileOptions { Relations = true, MaxThreads = 2 }));
        Assert.Equal(one, Profile.Of(table, new ProfileOptions { Relations = true, MaxThreads = 7 }));

        var builder = new ProfileBuilder(table.Schema, new ProfileOptions { Relations = true });
        for (var start = 0; start < table.RowCount; start += 4999)
        {
            builder.Add(table.Slice(start, Math.Min(4999, table.RowCount - start)));
        }

        var other = builder.Build();
        Assert.Equal(one.DuplicateRows, other.DuplicateRows);
        foreach (var (a, b) in one.Columns.Zip(other.Columns))
        {
            Assert.Equal((a.Missing, a.Distinct, a.MostFrequentCount, a.TopValues), (b.Missing, b.Distinct, b.MostFrequentCount, b.TopValues));
            Assert.Equal(a.Mean, b.Mean, 1e-12);
            Assert.Equal(a.Quantiles, b.Quantiles);
        }

        // The sample is the same rows, so what is taken of it is equal to the bit.
        Assert.Equal(one.Associations.Where(pair => pair.Kind != AssociationKind.Pearson), other.Associations.Where(pair => pair.Kind != AssociationKind.Pearson));
    }

    [Fact]
    public void Figures_of_many_rows_are_close_to_the_truth()
    {
        var profile = Related(Mixed(150_000));

        var x = profile.Columns[0];
        Assert.Equal(0, x.Mean, 0.02);
        Assert.Equal(1, x.StandardDeviation, 0.02);
        Assert.Equal(0, x.Skewness, 0.05);
        Assert.Equal(0, x.ExcessKurtosis, 0.1);
        Assert.Equal(0, x.Quantiles[2], 0.02);

        // 0.7 % of a normal distribution lies beyond the fences: 2 Φ(−2.698) = 0.00698.
        Assert.Equal(0.00698, x.Outliers / 150_000.0, 0.002);
        Assert.Equal(150_000, x.Missing + x.HistogramCounts.Sum());
        var pair = profile.Associations.Single(pair => (pair.First, pair.Second, pair.Kind) == ("x", "twice", AssociationKind.Pearson));
        Assert.Equal(1, pair.Value, 1e-9);
    }

    [Fact]
    public void A_block_of_other_columns_is_refused()
    {
        var builder = new ProfileBuilder(Table.Create(Column.Of("x", [1.0])).Schema, new ProfileOptions());

        Assert.StartsWith(
            "The columns are y (Float64), but the profile is of x (Float64); name, type and order must be the same.",
            Assert.Throws<ArgumentException>(() => builder.Add(Table.Create(Column.Of("y", [1.0])))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "One of the two profiles looks at relations between columns and the other does not; give both the same options.",
            Assert.Throws<ArgumentException>(() => builder.Merge(new ProfileBuilder(builder.Schema, new ProfileOptions { Relations = true }))).Message,
            StringComparison.Ordinal);
    }

    static Profile Related(Table table) => Profile.Of(table, new ProfileOptions { Relations = true });

    static Table Mixed(int rows)
    {
        var random = new RandomStream(7);
        var x = Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray();
        return Table.Create(
            Column.Of("x", x),
            Column.Of("twice", [.. x.Select(value => (2 * value) + 5)]),
            Column.Of("few", [.. x.Select(_ => (long)random.NextInt(5))]),
            Column.Of("gaps", [.. x.Select(value => random.NextInt(10) == 0 ? double.NaN : Math.Round(value, 1))]),
            Column.Of("c", [.. x.Select(_ => random.NextInt(20) == 0 ? null : $"level {random.NextInt(9)}")]),
            Column.Of("b", [.. x.Select(value => value > 1)]),
            TextColumn.FromValues("t", [.. x.Select(value => $"text {random.NextInt(40_000)}")]));
    }
}
