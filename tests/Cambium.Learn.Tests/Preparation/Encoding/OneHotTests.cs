using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class OneHotTests
{
    static readonly Table Train = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("c", ["b", "a", "b"]), Column.Of("t", [true, false, true]));

    [Fact]
    public void Each_level_becomes_a_column_in_the_place_of_its_category()
    {
        var changed = new OneHot().Fit(Train).Apply(Train);

        Assert.Equal(["x", "c=a", "c=b", "t=false", "t=true"], changed.Columns.Select(column => column.Name));
        Assert.Equal([0.0, 1, 0], changed.Column<double>("c=a").Values.ToArray());
        Assert.Equal([1.0, 0, 1], changed.Column<double>("c=b").Values.ToArray());
        Assert.Equal([1.0, 0, 1], changed.Column<double>("t=true").Values.ToArray());
    }

    [Fact]
    public void An_unseen_level_and_a_missing_value_give_zeros()
    {
        var rows = Table.Create(Column.Of("c", ["z", null]), Column.Of("t", [true, false]));

        var changed = new OneHot().Fit(Train).Apply(rows);

        Assert.Equal([0.0, 0], changed.Column<double>("c=a").Values.ToArray());
        Assert.Equal([0.0, 0], changed.Column<double>("c=b").Values.ToArray());
    }

    [Fact]
    public void The_first_level_is_left_out_when_asked_for()
    {
        var step = new OneHot { DropFirst = true, Columns = ["c"] }.Fit(Train);

        Assert.Equal(["c=b"], step.Names);
        Assert.Equal(["x", "c=b", "t"], step.Apply(Train).Columns.Select(column => column.Name));
    }

    [Fact]
    public void Text_and_whole_numbers_are_taken_as_the_levels_that_they_spell()
    {
        var step = new OneHot().Fit(Table.Create(Column.Of("c", ["1", "2"])));

        Assert.Equal([0.0, 1], step.Apply(Table.Create(TextColumn.FromValues("c", ["7", "2"]))).Column<double>("c=2").Values.ToArray());
        Assert.Equal([0.0, 1], step.Apply(Table.Create(Column.Of("c", [1L, 2L]))).Column<double>("c=2").Values.ToArray());
        var error = Assert.Throws<TableException>(() => step.Apply(Table.Create(Column.Of("c", [1L, 3L]))));
        Assert.Equal(
            "The table does not fit the model: column 'c' holds Int64 values, but the model learned it as Category with the levels 1, 2. Give the columns the types they had at training.",
            error.Message);
    }

    [Fact]
    public void Zero_and_one_are_taken_for_truths_and_other_numbers_are_not()
    {
        var step = new OneHot().Fit(Table.Create(Column.Of("t", [true, false])));

        Assert.Equal([1.0, 0], step.Apply(Table.Create(Column.Of("t", [1L, 0]))).Column<double>("t=true").Values.ToArray());
        var error = Assert.Throws<TableException>(() => step.Apply(Table.Create(Column.Of("t", [1L, 2]))));
        Assert.Equal(
            "The table does not fit the model: column 't' holds Int64 values, but the model learned it as Boolean. Give the columns the types they had at training.",
            error.Message);
    }

    [Fact]
    public void More_levels_than_the_limit_are_refused()
    {
        var error = Assert.Throws<TableException>(() => new OneHot { MaxLevels = 2 }.Fit(Table.Create(Column.Of("c", ["a", "b", "c"]))));

        Assert.Equal(
            "Column 'c' has 3 levels, but OneHot takes at most 2 (MaxLevels). Drop the column, join its rare levels, or raise the limit.", error.Message);
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused()
    {
        var error = Assert.Throws<TableException>(() => new OneHot().Fit(Train.With(Column.Of("c=a", [1.0, 2, 3]))));

        Assert.Equal("The step makes a column 'c=a', but the table has a column of that name; rename it.", error.Message);
    }

    [Fact]
    public void Without_categories_the_table_passes_through()
    {
        var numbers = Train.Select("x");

        Assert.Equal(numbers.Schema, new OneHot().Fit(numbers).Apply(numbers).Schema);
    }
}
