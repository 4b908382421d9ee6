using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

public sealed class ReshapingTests
{
    static readonly Table Sales = Table.Create(
        Column.Of("city", ["Oslo", "Bergen", "Oslo", "Oslo"]), Column.Of("year", [2025L, 2024, 2024, 2025]), Column.Of("price", [1.0, 2, 3, 4]));

    [Fact]
    public void A_pivot_has_a_column_for_each_value_in_order()
    {
        var result = Sales.Pivot(rows: ["city"], columns: "year", values: Sum("price"));

        Assert.Equal(["city", "2024", "2025"], result.Columns.Select(column => column.Name));
        Assert.Equal(["Category:Oslo|Float64:3|Float64:5", "Category:Bergen|Float64:2|Float64:\u0002"], Rows.All(result));
        Assert.Equal(["Float64:10"], Rows.All(Sales.With("all", Lit("x")).Pivot([], "all", Sum("price"))));
    }

    [Fact]
    public void A_pivot_names_missing_and_empty_values_and_refuses_clashes()
    {
        var table = Table.Create(Column.Of("k", ["a", "", null]), Column.Of("v", [1L, 2, 3]));

        Assert.Equal(["empty", "a", "missing"], table.Pivot([], "k", Max("v")).Columns.Select(column => column.Name));
        Assert.StartsWith(
            "Two columns of the result would be named 'a'. Rename the rows' columns or change the values of 'k' first.",
            Assert.Throws<ArgumentException>(() => table.Rename(("v", "a")).Pivot(["a"], "k", Count())).Message,
            StringComparison.Ordinal);
        var wide = Table.Create(Column.Of("k", Enumerable.Range(0, 10_001).Select(row => (long)row).ToArray()));
        Assert.Equal(
            "Column 'k' has 10001 distinct values, which would make as many columns; a pivot makes at most 10000.", Assert.Throws<TableException>(() => wide.Pivot([], "k", Count())).Message);
    }

    [Fact]
    public void Unpivot_puts_columns_one_below_another()
    {
        var result = Sales.Drop("city").With("row", Lit("r")).Unpivot(keep: ["row"], names: "what", values: "number");

        Assert.Equal(8, result.RowCount);
        Assert.Equal("Category:r|Category:year|Float64:2025", Rows.All(result)[0]);
        Assert.Equal("Category:r|Category:price|Float64:4", Rows.All(result)[7]);
        Assert.Equal(
            "Column 'v' would hold values of types Category and Int64, which do not go together. Cast them first, for instance with AsText().",
            Assert.Throws<ArgumentException>(() => Sales.Unpivot(["price"], "n", "v")).Message);
        Assert.StartsWith("All columns are kept, so that none is left to make rows of.", Assert.Throws<ArgumentException>(() => Sales.Select("city").Unpivot(["city"], "n", "v")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpivot_undoes_a_pivot()
    {
        var source = new RandomTables(71);
        for (var round = 0; round < 20; round++)
        {
            var table = source.Next(100);
            var cells = table.GroupBy("c", "i").Aggregate(Sum("j").As("value"));

            var back = table.Pivot(["c"], "i", Sum("j")).Unpivot(["c"], "i", "value");

            var expected = Rows.All(cells.With("i", Coalesce(Col("i").AsText(), "missing")).Filter(!Col("value").IsMissing())).Select(line => line.Replace("String:", "Category:", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            Assert.Equal(expected, Rows.All(back.Filter(!Col("value").IsMissing())).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Tables_are_put_one_below_another()
    {
        var source = new RandomTables(72);
        var (first, second) = (source.Next(70), source.Next(33));

        var both = Table.Concatenate(first, second.Select([.. second.Columns.Select(column => column.Name).Reverse()]), first.Slice(5, 0));

        Assert.Equal([.. Rows.All(first), .. Rows.All(second)], Rows.All(both));
        var mixed = Table.Concatenate(Table.Create(Column.Of("a", [1L]), Column.Of("b", ["x"])), Table.Create(Column.Of("a", [1.5]), TextColumn.FromValues("b", ["y"])));
        Assert.Equal(["Float64:1|String:x", "Float64:1.5|String:y"], Rows.All(mixed));
        Assert.StartsWith(
            "The table at place 1 has a column 'price' that the other has not; tables one below another have the same columns. Select or rename first.",
            Assert.Throws<ArgumentException>(() => Table.Concatenate(Sales.Drop("price"), Sales)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("The first table has a column 'price'", Assert.Throws<ArgumentException>(() => Table.Concatenate(Sales, Sales.Drop("price"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_renamed_all_at_once()
    {
        Assert.Equal(["year", "city", "price"], Sales.Rename(("city", "year"), ("year", "city")).Columns.Select(column => column.Name));
        Assert.StartsWith("There is no column 'town'.", Assert.Throws<ArgumentException>(() => Sales.Rename(("town", "x"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Two columns are named 'year'", Assert.Throws<ArgumentException>(() => Sales.Rename(("city", "year"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_drawn_in_their_order()
    {
        var table = Table.Create(Column.Of("i", Enumerable.Range(0, 1000).Select(i => (long)i).ToArray()));

        var drawn = table.Sample(100, seed: 3).Column<long>("i").Values.ToArray();

        Assert.Equal(drawn.Order().Distinct(), drawn);
        Assert.Equal(100, drawn.Length);
        Assert.Equal(drawn, table.Sample(0.1, seed: 3).Column<long>("i").Values.ToArray());
        Assert.NotEqual(drawn, table.Sample(100, seed: 4).Column<long>("i").Values.ToArray());
        Assert.InRange(drawn.Average(), 400, 600);
        var again = table.Sample(2.0, seed: 3, replace: true).Column<long>("i").Values.ToArray();
        Assert.Equal(2000, again.Length);
        Assert.InRange(again.Distinct().Count(), 800, 930); // 1000 (1 - e^-2) are expected
        Assert.StartsWith("The table has 1000 rows; to draw more, let rows be put back (replace).", Assert.Throws<ArgumentOutOfRangeException>(() => table.Sample(1001)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The share lies between 0 and 1, or above where rows are put back (replace).", Assert.Throws<ArgumentOutOfRangeException>(() => table.Sample(1.5)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The table has 0 rows.", Assert.Throws<ArgumentOutOfRangeException>(() => table.Slice(0, 0).Sample(1, replace: true)).Message, StringComparison.Ordinal);
    }
}
