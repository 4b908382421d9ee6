using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

public sealed class SortTests
{
    static readonly string[] Names = ["x", "the y", "i", "j", "b", "t", "c", "and"];

    [Fact]
    public void Rows_are_ordered_by_the_first_key_then_the_next()
    {
        var table = Table.Create(Column.Of("city", ["Oslo", null, "Bergen", "Oslo"]), Column.Of("price", [1.0, 2, 3, double.NaN]), Column.Of("id", [0L, 1, 2, 3]));

        Assert.Equal([2L, 0, 3, 1], table.Sort("city", Descending("price")).Column<long>("id").Values.ToArray());
        Assert.Equal([0L, 3, 2, 1], table.Sort(Descending("city")).Column<long>("id").Values.ToArray());
    }

    [Theory]
    [InlineData(21, 0)]
    [InlineData(22, 1)]
    [InlineData(23, 30)]
    [InlineData(24, 300)]
    [InlineData(25, 5_000)]
    public void The_order_is_that_of_a_stable_sort(int seed, int rows)
    {
        var source = new RandomTables(seed);
        for (var round = 0; round < (rows > 1000 ? 6 : 40); round++)
        {
            var table = rows == 0 ? source.Next(3).Slice(1, 0) : source.Next(rows + 2).Slice(2, rows);
            var keys = Enumerable.Range(0, 1 + source.Random.NextInt(3)).Select(_ => new SortKey(Names[source.Random.NextInt(8)], source.Random.NextInt(2) == 0)).ToArray();

            var order = table.OrderBy(keys, 0);

            var expected = Enumerable.Range(0, rows).Order(Comparer<int>.Create((a, b) =>
                keys.Select(key => Rows.Compare(Rows.Of(table, a, key.Column)[0], Rows.Of(table, b, key.Column)[0], key.Descending)).FirstOrDefault(order => order != 0, a.CompareTo(b))));
            Assert.Equal(expected, order);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Many_rows_are_ordered_the_same_by_any_number_of_threads(int threads)
    {
        var random = new Cambium.Numerics.RandomStream(26);
        var n = 300_000;
        var numbers = Enumerable.Range(0, n).Select(i => i % 3 == 0 ? random.NextGaussian() * 1e-5 : i % 3 == 1 ? Math.Pow(10, random.NextInt(300)) : random.NextInt(20)).ToArray();
        var wholes = Enumerable.Range(0, n).Select(_ => random.NextInt(2) == 0 ? (long)random.NextBits() : random.NextInt(9)).ToArray();
        var few = Enumerable.Range(0, n).Select(_ => (long)random.NextInt(3)).ToArray();
        var table = Table.Create(Column.Of("number", numbers), Column.Of("whole", wholes), Column.Of("few", few));

        Assert.Equal(Enumerable.Range(0, n).OrderBy(row => numbers[row]), table.OrderBy(["number"], threads));
        Assert.Equal(Enumerable.Range(0, n).OrderByDescending(row => wholes[row]), table.OrderBy([Descending("whole")], threads));
        Assert.Equal(
            Enumerable.Range(0, n).OrderBy(row => few[row]).ThenByDescending(row => numbers[row]).ThenBy(row => wholes[row]), table.OrderBy(["few", Descending("number"), "whole"], threads));
    }

    [Fact]
    public void Extremes_and_texts_with_one_beginning_are_told_apart()
    {
        var wholes = new Column<long>("w", new[] { long.MaxValue, 0, long.MinValue, 0 }, Validity.FromRows(4, row => row != 1));
        Assert.Equal([2, 3, 0, 1], Table.Create(wholes).OrderBy(["w"], 0));
        Assert.Equal([0, 3, 2, 1], Table.Create(wholes).OrderBy([Descending("w")], 0));
        var texts = Table.Create(TextColumn.FromValues("t", ["abcdefgh2", "abcdefgh", null, "abcdefgh1", "", "\0"]), Column.Of("k", [5L, 4, 3, 2, 1, 0]));
        Assert.Equal([4, 5, 1, 3, 0, 2], texts.OrderBy(["t", "k"], 0));
        Assert.Equal([0, 3, 1, 5, 4, 2], texts.OrderBy([Descending("t"), "k"], 0));
    }

    [Fact]
    public void Vectors_have_no_order()
    {
        var vectors = new SparseColumn("v", new Cambium.Numerics.CsrMatrix(1, 2, new[] { 0, 0 }, Array.Empty<int>(), Array.Empty<double>()));

        Assert.Equal(
            "Column 'v' holds sparse vectors, which have no order. Sort by a column of single values.",
            Assert.Throws<ArgumentException>(() => Table.Create(vectors).Sort("v")).Message);
    }
}
