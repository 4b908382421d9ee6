using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class BalanceErrorTests
{
    static readonly Column<double> X = Column.Of("x", [1.0, 2, 3, 4, 5]);
    static readonly CategoryColumn Y = Column.Of("y", ["a", "a", "a", "b", "b"]);

    [Fact]
    public void Every_column_that_has_no_rows_between_its_rows_is_named() => Assert.Equal(
        "Smote cannot balance the rows: column 'x' misses values (first in row 2): put the step Impute before; column 'z' holds infinite values (first in row 5): correct or drop them; " +
        "column 't' holds String values, which have no rows between them: drop or encode it before.",
        Refusal(new Smote(), Column.Of("x", [1.0, double.NaN, 3, 4, 5]), Column.Of("z", [1.0, 2, 3, 4, double.PositiveInfinity]), TextColumn.FromValues("t", ["v", "w", "x", "y", "z"]), Y));

    [Fact]
    public void Numbers_whose_distances_overflow_are_refused() => Assert.Equal(
        "Smote cannot balance the rows: column 'x' spans 2E+300, so that distances between rows overflow: put the step Standardize before it.",
        Refusal(new Smote(), Column.Of("x", [1.0, 2, 3, -1e300, 1e300]), Y));

    [Fact]
    public void A_class_of_one_row_has_no_neighbours() => Assert.Equal(
        "Smote cannot add rows to class 'b': it has one row, and new rows lie between two. Use RandomOversample or WeightClasses, or join the class with another.",
        Refusal(new Smote(), X, Column.Of("y", ["a", "a", "a", "a", "b"])));

    [Fact]
    public void A_class_that_stands_alone_has_no_hard_places() => Assert.Equal(
        "Adasyn cannot add rows to class 'b': none of its rows has another class among its 1 nearest, so that no place is harder than another. Use Smote, or raise Neighbours.",
        Refusal(new Adasyn { Neighbours = 1 }, Column.Of("x", [1.0, 2, 3, 104, 105]), Y));

    [Fact]
    public void A_target_of_one_class_has_nothing_to_balance() => Assert.Equal(
        "RandomOversample cannot balance the rows: every row's target 'y' is 'a'; there is nothing to balance.",
        Refusal(new RandomOversample(), X, Column.Of("y", ["a", "a", "a", "a", "a"])));

    [Fact]
    public void Too_many_levels_are_refused() => Assert.Equal(
        "RemoveTomekLinks cannot balance the rows: the categories have 601 levels, expected at most 500: join rare levels before.",
        Refusal(
            new RemoveTomekLinks(),
            Column.Of("c", [.. Enumerable.Range(0, 600).Select(i => $"level {i}")]),
            Column.Of("y", [.. Enumerable.Range(0, 600).Select(i => i % 2 == 0 ? "a" : "b")])));

    [Fact]
    public void Weights_of_classes_that_are_not_there_or_twice_are_refused()
    {
        var step = new WeightClasses { Weights = [new("c", 1), new("a", 1), new("a", 2)] };

        var error = Assert.Throws<ArgumentException>(() => step.FitTransform(Table.Create(X, Y), "y"));

        Assert.Equal("Weights do not fit: 'c' is no class of the target 'y'; 'a' is given twice. The classes are a, b. (Parameter 'Weights')", error.Message);
    }

    [Theory]
    [MemberData(nameof(BalanceTests.Steps), MemberType = typeof(BalanceTests))]
    public void A_step_that_learns_from_the_target_is_refused_where_there_is_none(string step)
    {
        var recipe = StepTests.Make(step);
        var name = recipe.GetType().Name;
        var expected = $"{name} learns from the target, but there is none here. Put the step into a pipeline that ends in a classifier or a regressor, or call Fit with the name of the target. (Parameter 'rows')";

        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => recipe.Fit(Table.Create(X))).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => new Impute().Then(recipe).Fit(Table.Create(X))).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => recipe.Then(new KMeans { Clusters = 2 }).Fit(Table.Create(X))).Message);
    }

    [Fact]
    public void Shares_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Smote { Ratio = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomUndersample { Ratio = 1.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adasyn { Neighbours = 0 });
    }

    static string Refusal(Resampler step, params Column[] columns) => Assert.Throws<TableException>(() => step.FitTransform(Table.Create(columns), "y")).Message;
}
