using Cambium.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Data.Tests;

public sealed class SplitTests
{
    [Fact]
    public void Parts_hold_every_row_once_in_the_order_of_the_table()
    {
        Prop.ForAll<PositiveInt, int>((size, seed) =>
        {
            var rows = size.Get + 3;

            var (first, second) = Numbered(rows).Split(0.5, seed: seed);

            var (one, other) = (Rows(first), Rows(second));
            return one.SequenceEqual(one.Order()) && other.SequenceEqual(other.Order()) && one.Concat(other)
                .Order()
                .SequenceEqual(Enumerable.Range(0, rows).Select(row => (long)row));
        }).Check(Config.QuickThrowOnFailure.WithReplay(7, 11));
    }

    [Fact]
    public void The_same_seed_gives_the_same_split_and_another_seed_another()
    {
        var table = Numbered(100);

        Assert.Equal(Rows(table.Split(0.8, seed: 5).First), Rows(table.Split(0.8, seed: 5).First));
        Assert.NotEqual(Rows(table.Split(0.8, seed: 5).First), Rows(table.Split(0.8, seed: 6).First));
    }

    [Theory]
    [InlineData(0.8, 10, 8)]
    [InlineData(0.5, 5, 3)]
    [InlineData(0.1, 14, 1)]
    public void The_first_part_gets_its_share_of_rows(double share, int rows, int expected)
    {
        Assert.Equal(expected, Numbered(rows).Split(share).First.RowCount);
    }

    [Fact]
    public void Every_row_is_as_likely_as_any_other()
    {
        var table = Numbered(10);
        var counts = new int[10];
        for (var seed = 0; seed < 2000; seed++)
        {
            foreach (var row in Rows(table.Split(0.3, seed: seed).First))
            {
                counts[row]++;
            }
        }

        // 600 expected; six standard deviations of a binomial of 2,000 draws at 0.3 are 123.
        Assert.All(counts, count => Assert.InRange(count, 477, 723));
    }

    [Fact]
    public void Stratified_parts_keep_the_share_of_every_value_to_within_one_row()
    {
        var values = Enumerable.Range(0, 137).Select(row => row % 10 == 0 ? "rare" : row % 3 == 0 ? null : "common").ToArray();
        var table = Numbered(137).With(Column.Of("y", values));

        var (first, second) = table.Split(0.8, stratifyBy: "y", seed: 3);

        Assert.Equal(110, first.RowCount);
        foreach (var value in (string?[])["rare", "common", null])
        {
            var all = values.Count(other => other == value);
            Assert.InRange(Count(first, value), Math.Floor(0.8 * all), Math.Ceiling(0.8 * all));
            Assert.Equal(all, Count(first, value) + Count(second, value));
        }

        static int Count(Table part, string? value) =>
            Enumerable.Range(0, part.RowCount).Count(row => ((CategoryColumn)part["y"])[row] == value);
    }

    [Fact]
    public void A_number_column_is_stratified_by_its_tenths()
    {
        var random = new RandomStream(1);
        var numbers = Enumerable.Range(0, 1000).Select(_ => Math.Exp(3 * random.NextGaussian())).ToArray();
        var table = Table.Create(Column.Of("x", numbers));
        var borders = numbers.Order().Chunk(100).Select(tenth => tenth[0]).ToArray();

        var first = table.Split(0.7, stratifyBy: "x", seed: 2).First.Column<double>("x").Values.ToArray();

        Assert.All(
            Enumerable.Range(0, 10),
            tenth => Assert.Equal(70, first.Count(x => x >= borders[tenth] && (tenth == 9 || x < borders[tenth + 1]))));
    }

    [Fact]
    public void A_number_column_of_few_values_is_stratified_by_value()
    {
        var table = Table.Create(Column.Of("y", [.. Enumerable.Range(0, 200).Select(row => row % 20 == 0 ? 1L : 0L)]));

        var first = table.Split(0.8, stratifyBy: "y").First;

        Assert.Equal(8, first.Column<long>("y").Values.ToArray().Sum());
    }

    [Fact]
    public void Groups_are_never_divided()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var table = Table.Create(Column.Of("g", [.. Enumerable.Range(0, 300).Select(row => row % 7 == 0 ? null : $"g{row % 40}")]));

            var (first, second) = table.Split(0.75, groupBy: "g", seed: seed);

            Assert.Empty(Groups(first).Intersect(Groups(second)));
            Assert.InRange(first.RowCount, 180, 270);
        }

        static HashSet<string> Groups(Table part) => [.. Enumerable.Range(0, part.RowCount).Select(row => part["g"].Format(row))];
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void Two_groups_give_one_to_each_part(double share)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            Assert.Equal(
                5, Table.Create(Column.Of("g", [1L, 1, 1, 1, 1, 2, 2, 2, 2, 2])).Split(share, groupBy: "g", seed: seed).First.RowCount);
        }
    }

    [Fact]
    public void Splitting_by_time_puts_the_earlier_rows_first()
    {
        var days = new[] { 5, 1, 3, 2, 4 }.Select(day => new DateTime(2026, 1, day)).ToArray();
        var table = Numbered(5).With(Column.Of("t", days));

        var (first, second) = table.SplitByTime(0.6, "t");

        Assert.Equal([1L, 2, 3], Rows(first));
        Assert.Equal([0L, 4], Rows(second));
    }

    [Fact]
    public void Rows_of_one_moment_stay_together()
    {
        var table = Table.Create(Column.Of("t", [1.0, 2, 2, 2, 2, 3, -0.0, 0.0]));

        Assert.Equal([1.0, -0.0, 0.0], table.SplitByTime(0.5, "t").First.Column<double>("t").Values.ToArray());
        Assert.Equal(7, table.SplitByTime(0.8, "t").First.RowCount);
        Assert.Equal(2, table.SplitByTime(0.1, "t").First.RowCount);
    }

    [Fact]
    public void What_cannot_be_split_is_refused()
    {
        var table = Numbered(4).With(Column.Of("c", ["x", "x", "x", "x"])).With(Column.Of("hole", [1, double.NaN, 3, double.NaN]));

        AssertRefused<ArgumentOutOfRangeException>(
            "The share of the first part must lie between 0 and 1, both excluded. (Parameter 'share')", () => table.Split(1));
        AssertRefused<ArgumentOutOfRangeException>(
            "The share of the first part must lie between 0 and 1, both excluded. (Parameter 'share')", () => table.Split(double.NaN));
        AssertRefused<ArgumentException>(
            "Rows are either stratified (by 'c') or grouped (by 'row'), not both. (Parameter 'groupBy')",
            () => table.Split(0.5, stratifyBy: "c", groupBy: "row"));
        AssertRefused<ArgumentException>(
            "There is no column 'd'. Did you mean 'c'? The columns are: row, c, hole. (Parameter 'name')",
            () => table.Split(0.5, stratifyBy: "d"));
        AssertRefused<TableException>(
            "Splitting 4 rows at a share of 0.9 leaves the second part empty. Use another share, or a table with more rows.",
            () => table.Split(0.9));
        AssertRefused<TableException>(
            "Splitting 4 rows at a share of 0.1 leaves the first part empty. Use another share, or a table with more rows.",
            () => table.Split(0.1));
        AssertRefused<TableException>(
            "Splitting 4 rows at a share of 0.5 in groups of 'c' leaves the first part empty. Use another share, or a table with more rows.",
            () => table.Split(0.5, groupBy: "c"));
        AssertRefused<ArgumentException>(
            "Column 'c' is of type Category; a split by time needs a date-time or number column. (Parameter 'time')",
            () => table.SplitByTime(0.5, "c"));
        AssertRefused<TableException>(
            "Column 'hole' has no value in row 1 (and 2 rows in all); a split by time needs one in every row. Drop those rows first.",
            () => table.SplitByTime(0.5, "hole"));
        AssertRefused<TableException>(
            "Splitting 2 rows at a share of 0.5 by 't' leaves the first part empty. Use another share, or a table with more rows.",
            () => Table.Create(Column.Of("t", [1L, 1])).SplitByTime(0.5, "t"));
    }

    static void AssertRefused<T>(string message, Func<object> split)
        where T : Exception
    {
        Assert.StartsWith(message, Assert.Throws<T>(split).Message, StringComparison.Ordinal);
    }

    static Table Numbered(int rows) => Table.Create(Column.Of("row", [.. Enumerable.Range(0, rows).Select(row => (long)row)]));

    static long[] Rows(Table part) => part.Column<long>("row").Values.ToArray();
}
