using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class ImputeTests
{
    static readonly Table Train = Table.Create(
        Column.Of("number", [1.0, double.NaN, 4, 3]),
        new Column<long>("whole", new long[] { 1, 2, 0, 5 }, Validity.FromRows(4, row => row != 2)),
        new Column<bool>("truth", new[] { true, false, true, false }, Validity.FromRows(4, row => row != 3)),
        new Column<DateTime>("moment", new[] { new DateTime(2020, 1, 3), new(2020, 1, 1), new(2020, 1, 2), default }, Validity.FromRows(4, row => row != 3)),
        Column.Of("category", ["b", "a", null, "b"]),
        Column.Of("empty", Enumerable.Repeat(double.NaN, 4).ToArray()),
        TextColumn.FromValues("text", ["w", "x", null, "z"]));

    [Fact]
    public void Each_type_takes_its_typical_value()
    {
        var filled = new Impute().Fit(Train).Apply(Train);

        Assert.Equal([1.0, 3, 4, 3], filled.Column<double>("number").Values.ToArray());
        Assert.Equal([1.0, 2, 2, 5], filled.Column<double>("whole").Values.ToArray());
        Assert.Equal([true, false, true, true], filled.Column<bool>("truth").Values.ToArray());
        Assert.Equal(new DateTime(2020, 1, 2), filled.Column<DateTime>("moment").Values[3]);
        Assert.Equal("b", filled["category"].Format(2));
        Assert.Equal([0.0, 0, 0, 0], filled.Column<double>("empty").Values.ToArray());
        Assert.Equal(1, filled["text"].MissingCount);
    }

    [Fact]
    public void Mean_constant_and_missing_level_are_used_when_asked_for()
    {
        var mean = new Impute { Numbers = ImputeNumbers.Mean }.Fit(Train).Apply(Train);
        var constant = new Impute { Numbers = ImputeNumbers.Constant, Constant = -1, Categories = ImputeCategories.MissingLevel }.Fit(Train).Apply(Train);

        Assert.Equal(8.0 / 3, mean.Column<double>("number").Values[1]);
        Assert.Equal(-1, constant.Column<double>("number").Values[1]);
        Assert.Equal("missing", constant["category"].Format(2));
    }

    [Fact]
    public void Indicators_tell_which_values_were_missing()
    {
        var filled = new Impute { Columns = ["number"], Indicators = true }.Fit(Train).Apply(Train);

        Assert.Equal([false, true, false, false], filled.Column<bool>("number_missing").Values.ToArray());
        Assert.Equal(1, filled["category"].MissingCount);
    }

    [Fact]
    public void A_column_that_has_the_name_of_an_indicator_is_refused()
    {
        var table = Train.With(Column.Of("number_missing", [1.0, 2, 3, 4]));

        var error = Assert.Throws<TableException>(() => new Impute { Indicators = true }.Fit(table));

        Assert.Equal("The step makes a column 'number_missing', but the table has a column of that name; rename it.", error.Message);
    }

    [Fact]
    public void The_fill_is_learned_from_the_training_rows_and_not_from_those_it_is_applied_to()
    {
        var rows = Table.Create(Column.Of("number", [double.NaN, 100]));

        var filled = new Impute { Columns = ["number"] }.Fit(Train).Apply(rows);

        Assert.Equal([3.0, 100], filled.Column<double>("number").Values.ToArray());
    }

    [Fact]
    public void Infinite_values_have_no_mean()
    {
        var table = Table.Create(Column.Of("x", [1.0, double.PositiveInfinity, double.NaN]));

        var error = Assert.Throws<TableException>(() => new Impute { Numbers = ImputeNumbers.Mean }.Fit(table));

        Assert.Equal("The mean of column 'x' is not finite, because values of it are infinite or too large; correct them, or fill with a constant.", error.Message);
    }

    [Fact]
    public void A_chosen_column_of_free_text_is_refused()
    {
        var error = Assert.Throws<TableException>(() => new Impute { Columns = ["text"] }.Fit(Train));

        Assert.Equal("The step works on all columns but free text, but column 'text' holds String values. Choose other columns.", error.Message);
    }

    [Fact]
    public void The_constant_must_be_finite() =>
        Assert.StartsWith(
            "Constant must be between", Assert.Throws<ArgumentOutOfRangeException>(() => new Impute { Constant = double.NaN }).Message, StringComparison.Ordinal);
}
