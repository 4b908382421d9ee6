using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class GroupKeysTests
{
    static readonly Table People = Table.Create(
        Column.Of("sex", ["f", "m", "f", "m", "f", null]),
        Column.Of("old", [true, true, false, false, true, true]),
        Column.Of("age", [20.0, 24.9, 25, 45, 70, double.NaN]),
        Column.Of("same", [1L, 1, 1, 1, 1, 1]),
        Column.Of("gone", [null, null, null, null, "a", "b"]),
        Column.Of("day", Enumerable.Range(0, 6).Select(day => new DateTime(2020, 1, 1 + day, 0, 0, 0, DateTimeKind.Utc)).ToArray()));

    [Fact]
    public void Values_make_the_groups_the_largest_first_and_missing_ones_a_group()
    {
        var keys = Of("sex");

        Assert.Equal(("sex", 3), (keys.By, keys.Names.Count));
        Assert.Equal(["f", "m", "(missing)"], keys.Names);
        Assert.Equal([0, 1, 0, 1, 0, 2], keys.Codes);
    }

    [Fact]
    public void Several_columns_make_a_group_of_every_combination_that_occurs()
    {
        var keys = Of("sex", "old");

        Assert.Equal("sex × old", keys.By);
        Assert.Equal(["f × true", "(missing) × true", "f × false", "m × false", "m × true"], keys.Names);
    }

    [Fact]
    public void Numbers_are_cut_at_given_borders()
    {
        var keys = GroupKeys.Of(People, new FairnessOptions { Columns = ["age"], Borders = [new GroupBorders("age", [25, 45])] });

        Assert.Equal(["45 or more", "under 25", "(missing)", "25 to under 45"], keys.Names);
        Assert.Equal([1, 1, 3, 0, 0, 2], keys.Codes);
    }

    [Fact]
    public void Numbers_of_many_values_are_cut_at_their_quantiles_and_few_are_groups_as_they_are()
    {
        var rows = Table.Create(Column.Of("many", Enumerable.Range(0, 40).Select(row => (double)row).ToArray()), Column.Of("few", Enumerable.Range(0, 40).Select(row => (long)(row % 3)).ToArray()));

        Assert.Equal(["19.5 or more", "under 19.5"], GroupKeys.Of(rows, new FairnessOptions { Columns = ["many"], Bins = 2 }).Names);
        Assert.Equal(["0", "1", "2"], GroupKeys.Of(rows, new FairnessOptions { Columns = ["few"] }).Names);
    }

    [Theory]
    [InlineData("same", "'same' has one group, '1', in all 6 rows, and fairness compares groups. Give rows of several groups, or name another column.")]
    [InlineData("gone", "Column 'gone' is missing in 4 of 6 rows, more than half, so that nothing can be said of its groups. Fill it in, or name another column.")]
    [InlineData("day", "Column 'day' holds DateTime values, which make no groups; give a column of categories, texts, truths or numbers.")]
    public void Columns_that_make_no_groups_are_refused(string column, string expected) => Assert.Equal(expected, Assert.Throws<TableException>(() => Of(column)).Message);

    [Fact]
    public void A_column_that_is_not_there_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => Of("sexx"));

        Assert.Equal("There is no column 'sexx'. Did you mean 'sex'? The columns are: sex, old, age, same, gone, day. (Parameter 'name')", error.Message);
    }

    [Fact]
    public void An_identifier_makes_too_many_groups()
    {
        var rows = Table.Create(Column.Of("id", Enumerable.Range(0, 500).Select(row => $"p{row}").ToArray()));

        var error = Assert.Throws<TableException>(() => GroupKeys.Of(rows, new FairnessOptions { Columns = ["id"] }));

        Assert.Equal("'id' makes 500 groups of 500 rows, expected at most 200. Name a column of fewer values, or join values first.", error.Message);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_told_in_one_message()
    {
        var error = Assert.Throws<ArgumentException>(() => GroupKeys.Of(People, new FairnessOptions { Columns = ["sex", "sex"], Borders = [new GroupBorders("age", [3, 2])] }));
        var none = Assert.Throws<ArgumentException>(() => GroupKeys.Of(People, new FairnessOptions()));
        var words = Assert.Throws<ArgumentException>(() => GroupKeys.Of(People, new FairnessOptions { Columns = ["sex"], Borders = [new GroupBorders("sex", [1])] }));

        Assert.Equal(
            "The groups cannot be made: the column 'sex' is named twice; borders are given for 'age', which is not among the columns; the borders of 'age' are not finite numbers in rising order. (Parameter 'options')",
            error.Message);
        Assert.Equal("The groups cannot be made: no column is named whose values make the groups. (Parameter 'options')", none.Message);
        Assert.Equal("Borders are given for column 'sex', which holds Category values; only numbers are cut. Leave the borders out. (Parameter 'options')", words.Message);
    }

    [Fact]
    public void The_class_that_counts_must_be_one_and_be_named_where_there_are_several()
    {
        var rows = FairnessRows.Of(("A", 1, 1, 1, 1), ("B", 1, 1, 1, 1));
        var three = Table.Create(Column.Of("g", ["a", "b", "a"]), Column.Of("y", ["1", "2", "3"]), Column.Of("d", ["1", "2", "3"]));

        var unknown = Assert.Throws<ArgumentException>(() => FairnessRows.Compare(rows, new FairnessOptions { Columns = ["g"], Positive = "yess" }));
        var open = Assert.Throws<ArgumentException>(() => FairnessRows.Compare(three));

        Assert.Equal("There is no class 'yess' to count as the decision. Did you mean 'yes'? The classes are: no, yes. (Parameter 'options')", unknown.Message);
        Assert.Equal("There are 3 classes (1, 2, 3), so the one that counts as the decision must be named as the positive one. (Parameter 'options')", open.Message);
        Assert.Equal(2, FairnessRows.Compare(three, new FairnessOptions { Columns = ["g"], Positive = "2", Resamples = 200 }).Groups.Count);
    }

    static GroupKeys Of(params string[] columns) => GroupKeys.Of(People, new FairnessOptions { Columns = [.. columns] });
}
