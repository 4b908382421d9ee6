using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class ShapValuesTests
{
    static readonly ShapValues Two = new()
    {
        Method = "by hand",
        Scale = ShapScale.Value,
        Outputs = ["price"],
        Columns = ["a", "b=x", "b=y", "a×b"],
        RowCount = 2,
        BaseValues = [10],
        Values = [1, 2, 3, 4, -1, -2, -3, 8],
        Answers = [20, 12],
        Features = [new("a", ["a"]), new("b=x", ["b=x"]), new("b=y", ["b=y"]), new("a×b", ["a×b"])],
        FeatureValues = [1, 2, 3, 4, -1, -2, -3, 8],
    };

    [Fact]
    public void Features_are_added_up_by_the_columns_that_they_come_from_and_shared_where_they_come_from_several()
    {
        var inner = Two.In([new("a", ["a"]), new("b=x", ["b"]), new("b=y", ["b"]), new("a×b", ["a", "b"])], ["b", "a"]);

        Assert.Equal(["b", "a"], inner.Columns);
        Assert.Equal([2 + 3 + 2, 1 + 2, -2 - 3 + 4, -1 + 4], inner.Values);
        Assert.Equal(Two.Values, inner.FeatureValues);
        Assert.Equal(["a×b"], inner.SharedFeatures);
        Assert.Equal([3, 3], new[] { inner.Of(0)[1], inner.Of(1)[1] });
    }

    [Fact]
    public void A_feature_of_no_known_column_is_shared_between_all()
    {
        var inner = Two.In([new("a", ["a"]), new("b=x", ["b"]), new("b=y", ["b"]), new("a×b", [])], ["a", "b"]);

        Assert.Equal([1 + 2, 2 + 3 + 2, -1 + 4, -2 - 3 + 4], inner.Values);
    }

    [Fact]
    public void One_row_is_shown_with_signs_and_several_by_their_magnitudes()
    {
        var one = Two with { RowCount = 1, Values = [1, -2, 3, 0], Answers = [12] };

        Assert.Equal(
            "SHAP values of price: 10.0000 without any column, 12.0000 for this row (by hand)\nb=y   3.0000\nb=x  -2.0000\na     1.0000\na×b   0.0000\n",
            one.ToString());
        Assert.Equal(
            "Mean magnitudes of the SHAP values of price over 2 rows, around 10.0000 (by hand)\na×b  6.0000\nb=y  3.0000\nb=x  2.0000\na    1.0000\n",
            Two.ToString());
        Assert.Equal([1, 2, 3, 6], Two.MeanMagnitudes());
    }

    [Fact]
    public void Beyond_twenty_columns_the_rest_is_summed_up()
    {
        var names = Enumerable.Range(0, 23).Select(i => $"c{i}").ToEquatableArray();
        var many = Two with { RowCount = 1, Columns = names, Values = Enumerable.Range(0, 23).Select(i => (double)i).ToEquatableArray(), Answers = [263] };

        Assert.EndsWith("\nc3       3.0000\n3 more   3.0000\n", many.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_and_outputs_that_are_not_there_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = Two.Of(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = Two.Of(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = Two.Of(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = Two.MeanMagnitudes(1));
    }

    [Fact]
    public void A_model_without_an_exact_method_names_the_way_out()
    {
        var rows = ConformanceData.Numbers(60, classes: false);
        var model = new KNearestRegressor().Fit(rows, "y");

        var error = Assert.Throws<ArgumentException>(() => model.Shap(rows));

        Assert.Equal(
            "There is no exact method for the SHAP values of a KNearestRegressor, whose answers are no sum over trees or columns. Use KernelSHAP or permutation SHAP, which explain any model.",
            error.Message);
    }

    [Fact]
    public void A_background_without_rows_is_refused()
    {
        var rows = ConformanceData.Numbers(60, classes: false);
        var model = new LinearRegression().Fit(rows, "y");

        var error = Assert.Throws<ArgumentException>(() => model.Shap(rows, new ShapOptions { Background = rows.Slice(0, 0) }));

        Assert.Equal("The background has no row; give some 100 rows of the training table. (Parameter 'background')", error.Message);
    }
}
