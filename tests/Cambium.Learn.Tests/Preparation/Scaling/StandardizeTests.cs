using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class StandardizeTests
{
    static readonly Table Train = Table.Create(
        Column.Of("x", [1.0, 3, double.NaN]), Column.Of("n", [2L, 4L, 6L]), Column.Of("constant", [7.0, 7, 7]), Column.Of("t", [true, false, true]));

    [Fact]
    public void Training_rows_get_mean_0_and_variance_1()
    {
        var step = new Standardize().Fit(Train);
        var changed = step.Apply(Train);

        Assert.Equal(["x", "n", "constant"], step.Columns);
        Assert.Equal([2.0, 4, 7], step.Means);
        Assert.Equal([1, Math.Sqrt(8.0 / 3), 1], step.Scales);
        Assert.Equal([-1, 1, double.NaN], changed.Column<double>("x").Values.ToArray());
        Assert.Equal([0.0, 0, 0], changed.Column<double>("constant").Values.ToArray());
        Assert.Equal(2, changed["x"].Length - changed["x"].MissingCount);
    }

    [Fact]
    public void Other_rows_are_changed_by_the_training_rows_mean_and_scale()
    {
        var rows = Table.Create(Column.Of("n", [4L]), Column.Of("x", [5.0]), Column.Of("constant", [9.0]));

        var changed = new Standardize().Fit(Train).Apply(rows);

        Assert.Equal(3, changed.Column<double>("x").Values[0]);
        Assert.Equal(0, changed.Column<double>("n").Values[0]);
        Assert.Equal(2, changed.Column<double>("constant").Values[0]);
    }

    [Fact]
    public void Infinite_values_are_refused_by_name()
    {
        var table = Table.Create(Column.Of("a", [1.0, double.PositiveInfinity]), Column.Of("b", [1.0, 2]));

        var error = Assert.Throws<TableException>(() => new Standardize().Fit(table));

        Assert.Equal("The mean and variance of column 'a' are not finite, because values are infinite or too large; correct or drop them.", error.Message);
    }

    [Fact]
    public void A_missing_column_is_named_with_those_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => new Standardize().Fit(Train).Apply(Train.Drop("n")));

        Assert.StartsWith("There is no column 'n'.", error.Message, StringComparison.Ordinal);
    }
}
