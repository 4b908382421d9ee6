using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>SHAP values of linear models are what their definition says.</summary>
public sealed class LinearShapTests
{
    static readonly Table Numbers = ConformanceData.Numbers(200, classes: false);

    [Fact]
    public void A_columns_value_is_its_coefficient_times_its_distance_from_the_backgrounds_mean()
    {
        var background = Numbers.Slice(10, 50);
        var model = new LinearRegression().Fit(Numbers, "y");

        var shap = model.Shap(Numbers, new ShapOptions { Background = background });

        Assert.Equal("linear SHAP", shap.Method);
        Assert.Equal((ShapScale.Value, "y"), (shap.Scale, shap.Outputs[0]));
        var mean = background.Column<double>("b").Values.ToArray().Average();
        for (var row = 0; row < 200; row++)
        {
            Oracle.Near(model.Coefficients["b"] * (Numbers.Column<double>("b").Values[row] - mean), shap.Of(row)[1], 1e-12);
        }

        ShapSums.AssertAddUp(shap);
        Oracle.Near(model.PredictValues(background).Average(), shap.BaseValues[0], 1e-12);
    }

    [Fact]
    public void They_are_the_values_over_all_coalitions()
    {
        var background = Numbers.Slice(10, 40);
        var model = new PoissonRegression().Fit(Numbers.With(Column.Of("y", Numbers.Column<double>("y").Values.ToArray().Select(Math.Exp).ToArray())), "y");

        var shap = model.Shap(Numbers.Slice(0, 1), new ShapOptions { Background = background });

        var expected = ShapleyByHand.Values(
            3, ShapleyByHand.Interventional(Numbers.Slice(0, 1), background, ["a", "b", "c"], table => Array.ConvertAll(model.PredictValues(table), Math.Log)));
        Assert.All(expected.Zip(shap.Values), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
        Assert.Equal((ShapScale.Margin, "logarithm of y"), (shap.Scale, shap.Outputs[0]));
    }

    [Fact]
    public void A_pipelines_values_are_in_the_users_columns_and_those_of_its_features_can_be_had()
    {
        var rows = ConformanceData.Mixed(300, classes: true);
        var model = new Impute().Then(new OneHot()).Then(new Standardize()).Then(new LogisticRegression()).Fit(rows, "y");

        var shap = model.Shap(rows.Slice(0, 60), new ShapOptions { Background = rows.Slice(100, 80) });

        Assert.Equal(["a", "b", "c", "colour", "truth"], shap.Columns);
        Assert.Equal(model.Features, shap.Features);
        var ofColour = Enumerable.Range(0, shap.Features.Count).Where(feature => shap.Features[feature].Sources[0] == "colour").ToArray();
        Assert.True(ofColour.Length > 2);
        for (var row = 0; row < 60; row++)
        {
            var features = shap.FeatureValues.Span.Slice(row * shap.Features.Count, shap.Features.Count).ToArray();
            Oracle.Near(ofColour.Sum(feature => features[feature]), shap.Of(row)[3], 1e-12);
        }

        ShapSums.AssertAddUp(shap);
        Assert.Empty(shap.SharedFeatures);
    }

    [Fact]
    public void What_steps_make_of_several_columns_is_shared_between_them()
    {
        var model = new Pca { Components = 2 }.Then(new LinearRegression()).Fit(Numbers, "y");

        var shap = model.Shap(Numbers, new ShapOptions { Background = Numbers });

        Assert.Equal(2, shap.SharedFeatures.Count);
        for (var row = 0; row < 200; row++)
        {
            var features = shap.FeatureValues.Span.Slice(row * shap.Features.Count, shap.Features.Count).ToArray();
            Assert.All(shap.Of(row).ToArray(), value => Oracle.Near(features.Sum() / 3, value, 1e-12));
        }

        ShapSums.AssertAddUp(shap);
    }

    [Fact]
    public void Three_classes_have_values_each_of_the_margin_and_of_the_probability()
    {
        var rows = Numbers.With(Column.Of("y", Numbers.Column<double>("y").Values.ToArray().Select(y => y < -2 ? "low" : y < 0 ? "mid" : "high").ToArray()));
        var model = new LogisticRegression().Fit(rows, "y");
        var options = new ShapOptions { Background = rows.Slice(0, 30) };

        var margins = model.Shap(rows, options);
        var probabilities = model.Shap(rows, options with { Output = ShapOutput.Answer });

        Assert.Equal(["margin of high", "margin of low", "margin of mid"], margins.Outputs);
        Assert.Equal(["probability of high", "probability of low", "probability of mid"], probabilities.Outputs);
        ShapSums.AssertAddUp(margins);
        ShapSums.AssertAddUp(probabilities);
        Assert.All(model.PredictProbabilities(rows).Zip(probabilities.Answers), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void A_sparse_columns_value_is_the_sum_over_its_places()
    {
        var text = Enumerable.Range(0, 120).Select(row => row % 3 == 0 ? "red apple" : row % 3 == 1 ? "green pear and apple" : "stone").ToArray();
        var rows = Numbers.Slice(0, 120).With(TextColumn.FromValues("note", text))
            .With(Column.Of("y", text.Select((words, row) => words.Length + Numbers.Column<double>("a").Values[row]).ToArray()));
        var model = new TfIdf().Then(new Ridge()).Fit(rows, "y");

        var shap = model.Shap(rows, new ShapOptions { Background = rows });

        ShapSums.AssertAddUp(shap);
        Assert.Contains("note", shap.Columns);
        Assert.Contains(Enumerable.Range(0, 120), row => Math.Abs(shap.Of(row)[shap.Columns.IndexOf("note")]) > 1);
        Assert.All(model.PredictValues(rows).Zip(shap.Answers), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Without_a_background_a_linear_model_refuses()
    {
        var model = new Ridge().Fit(Numbers, "y");

        var error = Assert.Throws<ArgumentException>(() => model.Shap(Numbers));

        Assert.Equal(
            "The SHAP values of a Ridge need a background, whose means stand for what is left out. Give a Background, some 100 rows of the training table. (Parameter 'options')",
            error.Message);
    }

    [Fact]
    public void Probabilities_that_are_orders_only_are_refused()
    {
        var rows = ConformanceData.Numbers(100, classes: true);
        var model = new LinearSvm().Fit(rows, "y");

        var error = Assert.Throws<ArgumentException>(() => model.Shap(rows, new ShapOptions { Background = rows, Output = ShapOutput.Answer }));

        Assert.Equal(
            "The probabilities of a LinearSvm tell no more than the order of its margins, and are not explained exactly. Ask for Output = Margin, or use KernelSHAP or permutation SHAP, which explain " +
            "any model. (Parameter 'options')",
            error.Message);
        Assert.Equal(["margin of yes"], model.Shap(rows, new ShapOptions { Background = rows }).Outputs);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var rows = ConformanceData.Numbers(300, classes: true);
        var model = new LogisticRegression().Fit(rows, "y");
        var options = new ShapOptions { Background = rows.Slice(0, 20), Output = ShapOutput.Answer };

        var one = model.Shap(rows, options with { MaxThreads = 1 });

        Assert.Equal(one.Values, model.Shap(rows, options with { MaxThreads = 2 }).Values);
        Assert.Equal(one.Values, model.Shap(rows, options with { MaxThreads = 7 }).Values);
    }
}
