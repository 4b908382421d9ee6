namespace Cambium.Data.Tests;

public sealed class TableTests
{
    readonly Table _table = Table.Create(Column.Of("a", [1.0, 2, 3]), Column.Of("b", [1L, 2, 3]), Column.Of("c", ["x", "y", "x"]));

    [Fact]
    public void Columns_are_found_by_name_and_chosen_in_order()
    {
        Assert.Equal(["c", "a"], _table.Select("c", "a").Columns.Select(column => column.Name));
        Assert.Equal(["a", "c"], _table.Drop("b").Columns.Select(column => column.Name));
        Assert.Equal([1, 2, 3], _table.Column<double>("a").Values.ToArray());
        Assert.True(_table.Contains("a") && !_table.Contains("A"));
    }

    [Fact]
    public void An_unknown_column_is_refused_with_the_nearest_name()
    {
        var table = Table.Create(Column.Of("income", [1.0]), Column.Of("age", [1.0]));

        Assert.StartsWith(
            "There is no column 'incom'. Did you mean 'income'? The columns are: income, age.",
            Assert.Throws<ArgumentException>(() => table["incom"]).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "There is no column 'x'. The columns are: income, age.",
            Assert.Throws<ArgumentException>(() => table.Drop("x")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_another_type_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => _table.Column<double>("b"));

        Assert.StartsWith("Column 'b' is of type Int64, not Double.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_clash_or_differ_in_length_are_refused()
    {
        Assert.StartsWith(
            "Two columns are named 'a'; names must be unique within a table.",
            Assert.Throws<ArgumentException>(() => Table.Create(Column.Of("a", [1.0]), Column.Of("a", [1.0]))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Column 'b' has 2 rows, but 'a' has 1; columns must be equally long.",
            Assert.Throws<ArgumentException>(() => Table.Create(Column.Of("a", [1.0]), Column.Of("b", [1.0, 2]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_takes_the_place_of_its_name_or_the_end()
    {
        Assert.Equal(["a", "b", "c"], _table.With(Column.Of("b", [9.0, 9, 9])).Columns.Select(column => column.Name));
        Assert.Equal(["a", "b", "c", "d"], _table.With(Column.Of("d", [9.0, 9, 9])).Columns.Select(column => column.Name));
        Assert.Equal(2, Table.Create().With(Column.Of("d", [9.0, 9])).RowCount);
    }

    [Fact]
    public void Rows_outside_the_table_are_refused()
    {
        Assert.StartsWith(
            "The table has rows 0 to 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _table.Take([3])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The table has 3 rows; asked for 2 from row 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _table.Slice(2, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_tells_names_types_and_levels_and_compares_by_value()
    {
        Assert.Equal(new Field("c", ColumnType.Category) { Levels = ["x", "y"] }, _table.Schema.Find("c"));
        Assert.Null(_table.Schema.Find("d"));
        Assert.Equal(_table.Schema, _table.Slice(0, 1).Schema);
    }

    [Fact]
    public void A_table_prints_its_size_and_first_rows()
    {
        var table = Table.Create(
            Column.Of("age", [1.5, double.NaN, 20]), Column.Of("city", ["Bonn", "A\nB", null]), TextColumn.FromValues("note", [new string('n', 40), "", "z"]));

        Assert.Equal(
            """
            3 rows, 3 columns
                age  city      note
            Float64  Category  String
                1.5  Bonn      nnnnnnnnnnnnnnnnnnnnnnn…
                  -  A B
                 20  -         z

            """,
            table.ToString());
    }

    [Fact]
    public void A_large_table_prints_what_it_leaves_out()
    {
        var table = Table.Create([.. Enumerable.Range(0, 20).Select(i => Column.Of($"column {i}", new long[12]))]);

        Assert.StartsWith("12 rows, 20 columns\ncolumn 0  column 1", table.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "and 2 rows more\nand 8 columns more: column 12, column 13, column 14, column 15, column 16, column 17, column 18, column 19\n",
            table.ToString(),
            StringComparison.Ordinal);
        Assert.Equal("0 rows, 0 columns\n", Table.Create().ToString());
    }
}
