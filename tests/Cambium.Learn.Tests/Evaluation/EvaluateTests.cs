using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class EvaluateTests
{
    static readonly Table Train = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("y", ["a", "b", "b"]));

    [Fact]
    public void A_broken_number_is_none_of_the_classes()
    {
        var model = new PriorClassifier().Fit(Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("y", [0.0, 1, 1])), "y");

        var error = Assert.Throws<TableException>(() => model.Evaluate(Table.Create(Column.Of("x", [1.0, 2]), Column.Of("y", [1.0, 1.7]))));

        Assert.Contains("1.7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_the_model_does_not_know_is_refused()
    {
        var test = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("y", ["a", "c", "c"]));

        var error = Assert.Throws<TableException>(() => new PriorClassifier().Fit(Train, "y").Evaluate(test));

        Assert.Equal(
            "The model cannot be judged on this table: the target 'y' is none of the model's classes (a, b) in 2 of 3 rows, first 'c' in row 2; " +
            "drop those rows, or fit a model on rows of that class.",
            error.Message);
    }

    [Fact]
    public void Missing_targets_are_counted()
    {
        var test = Table.Create(Column.Of("x", [1.0, 2, 3]), Column.Of("y", ["a", null, null]));

        var error = Assert.Throws<TableException>(() => new PriorClassifier().Fit(Train, "y").Evaluate(test));

        Assert.Equal("The model cannot be judged on this table: the target 'y' is missing in 2 of 3 rows; drop those rows.", error.Message);
    }

    [Fact]
    public void A_regressor_is_not_judged_on_infinite_targets_or_no_rows()
    {
        var model = new MeanRegressor().Fit(Train.Drop("y"), "x");

        var infinite = Assert.Throws<TableException>(() => model.Evaluate(Table.Create(Column.Of("x", [1, double.PositiveInfinity]))));
        var empty = Assert.Throws<TableException>(() => model.Evaluate(Table.Create(Column.Of("x", Array.Empty<double>()))));

        Assert.Equal("The model cannot be judged on this table: the target 'x' is infinite in row 2; a regressor's target holds finite numbers.", infinite.Message);
        Assert.Equal("The model cannot be judged on this table: it has no rows.", empty.Message);
    }

    [Fact]
    public void Predictions_are_the_most_probable_class_and_all_probabilities()
    {
        var predictions = new PriorClassifier().Fit(Train, "y").Predict(Train);

        Assert.Equal(["prediction", "probability_a", "probability_b"], predictions.Columns.Select(column => column.Name));
        Assert.Equal("b", predictions["prediction"].Format(0));
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], predictions.Column<double>("probability_a").Values.ToArray());
        Assert.Equal(new PriorClassifier().Fit(Train, "y").Output, predictions.Schema);
    }
}
