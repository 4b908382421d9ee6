using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class TrainingDataTests
{
    static readonly Column<double> X = Column.Of("x", [1.0, 2, 3, 4]);

    [Fact]
    public void Whole_numbers_are_classes_in_numeric_order()
    {
        var data = Classification(Column.Of("y", [10L, 9L, -1L, 10L]));

        Assert.Equal(["-1", "9", "10"], data.Classes);
        Assert.Equal([2, 1, 0, 2], data.Codes);
    }

    [Fact]
    public void Decimals_that_are_whole_are_the_same_classes_as_whole_numbers() =>
        Assert.Equal(["-1", "9", "10"], Classification(Column.Of("y", [10.0, 9, -1, 10])).Classes);

    [Fact]
    public void False_comes_before_true() => Assert.Equal(["false", "true"], Classification(Column.Of("y", [true, false, true, true])).Classes);

    [Fact]
    public void Texts_and_categories_are_classes_in_ordinal_order()
    {
        Assert.Equal(["B", "a", "b"], Classification(TextColumn.FromValues("y", ["b", "a", "B", "b"])).Classes);
        Assert.Equal(["B", "a", "b"], Classification(new CategoryColumn("y", new[] { 0, 1, 3, 0 }, ["b", "a", "unused", "B"])).Classes);
    }

    [Fact]
    public void Weights_are_empty_where_there_are_none()
    {
        Assert.Empty(Classification(Column.Of("y", [0L, 1, 0, 1])).Weights);
        var weighted = Table.Create(X, Column.Of("y", [0L, 1, 0, 1]), Column.Of("w", [1L, 0, 2, 1]));
        var data = ClassificationData.From(weighted, "y", new FitOptions { Weight = "w" });
        Assert.Equal([1.0, 0, 2, 1], data.Weights);
        Assert.Equal(["x"], data.Input.Fields.Select(field => field.Name));
    }

    [Fact]
    public void Numbers_with_decimals_are_no_classes() =>
        Refused(
            Table.Create(X, Column.Of("y", [1.5, 2, 3, 4])),
            "the target 'y' holds the number 1.5; a classifier's target holds categories, texts, truths or whole numbers: use a regressor, or cut the numbers into categories");

    [Fact]
    public void Moments_are_no_classes() =>
        Refused(
            Table.Create(X, Column.Of("y", new DateTime[4])),
            "the target 'y' holds moments; a classifier's target holds categories, texts, truths or whole numbers");

    [Fact]
    public void Free_text_and_a_single_class_are_told_together() =>
        Refused(
            Table.Create(X, TextColumn.FromValues("note", ["a", "b", "c", "d"]), Column.Of("y", [1L, 1, 1, 1])),
            "every row's target 'y' is '1'; a classifier needs rows of at least two classes; " +
            "column 'note' holds free text, which a learner cannot read: drop it, or read it as a category if its values repeat");

    [Fact]
    public void A_table_of_nothing_but_the_target_is_refused() =>
        Refused(Table.Create(Column.Of("y", [0L, 1])), "there is no column to learn from besides the target");

    [Fact]
    public void Weights_that_are_missing_all_zero_or_no_numbers_are_refused()
    {
        var table = Table.Create(X, Column.Of("y", [0L, 1, 0, 1]));

        Refused(table.With(Column.Of("w", [1, 1, double.NaN, 1])), "the weight 'w' is missing in row 3; weights are finite numbers of at least 0", "w");
        Refused(table.With(Column.Of("w", [0.0, 0, 0, 0])), "the weight 'w' is 0 in every row", "w");
        Refused(table.With(Column.Of("w", ["a", "b", "c", "d"])), "the weight 'w' holds Category values; weights are numbers", "w");
    }

    [Fact]
    public void The_target_cannot_be_the_weight()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassificationData.From(Table.Create(X, Column.Of("y", [0L, 1, 0, 1])), "y", new FitOptions { Weight = "y" }));

        Assert.Equal("Column 'y' cannot be both the target and the weight. (Parameter 'weight')", error.Message);
    }

    [Fact]
    public void A_regressors_target_is_finite_numbers()
    {
        Assert.Equal([1.0, 2, 3, 4], RegressionData.From(Table.Create(X, Column.Of("y", [1L, 2, 3, 4])), "y", default).Target);
        var infinite = Assert.Throws<TableException>(() => RegressionData.From(Table.Create(X, Column.Of("y", [1, 2, double.PositiveInfinity, 4])), "y", default));
        var truths = Assert.Throws<TableException>(() => RegressionData.From(Table.Create(X, Column.Of("y", [true, true, false, true])), "y", default));
        Assert.Equal("The table cannot be learned from: the target 'y' is infinite in row 3; a regressor's target holds finite numbers.", infinite.Message);
        Assert.Equal("The table cannot be learned from: the target 'y' holds Boolean values; a regressor's target holds numbers: use a classifier.", truths.Message);
        Assert.Equal("y", truths.Column);
    }

    [Fact]
    public void Validation_rows_have_the_classes_and_features_of_the_training_rows()
    {
        var train = ClassificationData.From(Table.Create(Column.Of("c", ["a", "b"]), Column.Of("y", ["no", "yes"])), "y", default);

        var validation = train.Validation(Table.Create(Column.Of("y", ["yes"]), Column.Of("c", ["b"])), "y", weight: null);
        var error = Assert.Throws<TableException>(() => train.Validation(Table.Create(Column.Of("y", ["maybe"]), Column.Of("c", ["b"])), "y", weight: null));

        Assert.Equal([1], validation.Codes);
        Assert.Equal(1, validation.Features.Column(0)[0]);
        Assert.Equal("The validation rows cannot be used: the target 'y' is 'maybe' in row 1, which no training row is; the classes are no, yes.", error.Message);
    }

    static ClassificationData Classification(Column target) => ClassificationData.From(Table.Create(X, target), "y", default);

    static void Refused(Table table, string reason, string? weight = null)
    {
        var error = Assert.Throws<TableException>(() => ClassificationData.From(table, "y", new FitOptions { Weight = weight }));

        Assert.Equal($"The table cannot be learned from: {reason}.", error.Message);
    }
}
