using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class FeatureMatrixTests
{
    static readonly Table Train = Table.Create(
        Column.Of("number", [1.5, double.NaN]),
        new Column<long>("whole", new[] { 3L, 0 }, Validity.FromRows(2, row => row == 0)),
        Column.Of("truth", [true, false]),
        Column.Of("moment", [new DateTime(1970, 1, 3), new DateTime(1970, 1, 1, 12, 0, 0)]),
        Column.Of("category", ["b", "a"]));

    [Fact]
    public void Every_type_becomes_numbers_with_NaN_where_missing()
    {
        var matrix = FeatureMatrix.Build(Train, FeatureMatrix.FeaturesOf(Train.Schema));

        Assert.Equal([1.5, double.NaN], matrix.Column(0).ToArray());
        Assert.Equal([3, double.NaN], matrix.Column(1).ToArray());
        Assert.Equal([1.0, 0], matrix.Column(2).ToArray());
        Assert.Equal([2.0, 0.5], matrix.Column(3).ToArray());
        Assert.Equal([1.0, 0], matrix.Column(4).ToArray());
        Assert.Equal([1.5, 3, 1, 2, 1, double.NaN, double.NaN, 0, 0.5, 0], matrix.ToRowMajor());
    }

    [Fact]
    public void Columns_of_numbers_are_not_copied()
    {
        var values = new[] { 1.0, 2 };

        var matrix = FeatureMatrix.Build(Table.Create(Column.Of("x", values)), [new Feature("x", FeatureKind.Number, [])]);

        Assert.True(matrix.Column(0).Overlaps(values));
    }

    [Fact]
    public void Levels_keep_the_codes_of_training_and_unseen_ones_are_missing()
    {
        var rows = Table.Create(Column.Of("category", ["a", "c", "b", null]));

        var matrix = FeatureMatrix.Build(rows, [new Feature("category", FeatureKind.Category, ["a", "b"])]);

        Assert.Equal([0, double.NaN, 1, double.NaN], matrix.Column(0).ToArray());
    }

    [Fact]
    public void The_same_values_typed_otherwise_are_read_alike()
    {
        EquatableArray<Feature> features = [new Feature("c", FeatureKind.Category, ["1", "2"]), new Feature("n", FeatureKind.Number, [])];

        var text = FeatureMatrix.Build(Table.Create(TextColumn.FromValues("c", ["2", "9"]), Column.Of("n", [1L, 2])), features);
        var whole = FeatureMatrix.Build(Table.Create(Column.Of("c", [2L, 1]), TextColumn.FromValues("n", [null, null])), features);

        Assert.Equal([1, double.NaN], text.Column(0).ToArray());
        Assert.Equal([1.0, 2], text.Column(1).ToArray());
        Assert.Equal([1.0, 0], whole.Column(0).ToArray());
        Assert.Equal([double.NaN, double.NaN], whole.Column(1).ToArray());
    }

    [Fact]
    public void Columns_that_do_not_fit_are_told_together()
    {
        var rows = Table.Create(Column.Of("c", [7L]), TextColumn.FromValues("n", ["x"]));

        var error = Assert.Throws<TableException>(
            () => FeatureMatrix.Build(rows, [new Feature("c", FeatureKind.Category, ["1", "2"]), new Feature("n", FeatureKind.Number, [])]));

        Assert.Equal(
            "The table does not fit the model: column 'c' holds Int64 values, but the model learned it as Category with the levels 1, 2; " +
            "column 'n' holds String values, but the model learned it as Float64. Give the columns the types they had at training.",
            error.Message);
    }
}
