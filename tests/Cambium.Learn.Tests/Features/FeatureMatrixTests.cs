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
    public void Many_levels_keep_the_codes_of_training()
    {
        var names = Enumerable.Range(0, 20).Select(level => $"level {level:00}").ToArray();

        var matrix = FeatureMatrix.Build(Table.Create(Column.Of("c", [.. names, "other", null])), [new Feature("c", FeatureKind.Category, [.. names.Reverse()])]);

        Assert.Equal([.. Enumerable.Range(0, 20).Select(level => 19.0 - level), double.NaN, double.NaN], matrix.Column(0).ToArray());
    }

    [Fact]
    public void Moments_and_numbers_do_not_stand_for_each_other()
    {
        var moments = Table.Create(Column.Of("x", [new DateTime(2020, 1, 1), new DateTime(2020, 1, 2)]), Column.Of("y", [1.0, 2]));
        var numbers = moments.With(Column.Of("x", [18262.0, 18263]));

        var ofMoments = Assert.Throws<TableException>(() => new LinearRegression().Fit(moments, "y").Predict(numbers));
        var ofNumbers = Assert.Throws<TableException>(() => new LinearRegression().Fit(numbers, "y").Predict(moments));

        const string Advice = "Give the columns the types they had at training.";
        Assert.Equal($"The table does not fit the model: column 'x' holds Float64 values, but the model learned it as DateTime. {Advice}", ofMoments.Message);
        Assert.Equal($"The table does not fit the model: column 'x' holds DateTime values, but the model learned it as Float64. {Advice}", ofNumbers.Message);
        Assert.Equal([1.0, 2], new LinearRegression().Fit(moments, "y").PredictValues(moments), (expected, found) => Math.Abs(expected - found) < 1e-9);
    }

    [Fact]
    public void A_column_of_nothing_stands_for_missing_moments()
    {
        var matrix = FeatureMatrix.Build(Table.Create(TextColumn.FromValues("m", [null, null])), [new Feature("m", FeatureKind.Number, []) { IsMoment = true }]);

        Assert.Equal([double.NaN, double.NaN], matrix.Column(0).ToArray());
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
