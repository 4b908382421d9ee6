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
    public void Without_a_background_a_columns_value_is_its_coefficient_times_its_distance_from_the_training_rows_mean_by_weight()
    {
        // Means by weight: a = (1·1 + 2·3 + 1·5) / 4 = 3, b = (1·2 + 2·0 + 1·2) / 4 = 1; y = 10 + 2a − 3b exactly.
        var rows = Table.Create(Column.Of("a", [1.0, 3, 5]), Column.Of("b", [2.0, 0, 2]), Column.Of("times", [1.0, 2, 1]), Column.Of("y", [6.0, 16, 14]));
        var model = new LinearRegression().Fit(rows, "y", new FitOptions { Weight = "times" });

        var shap = model.Shap(Table.Create(Column.Of("a", [7.0]), Column.Of("b", [2.0])));

        Assert.Equal("linear SHAP around the training means", shap.Method);
        Oracle.Near(10 + (2 * 3) - (3 * 1), shap.BaseValues[0], 1e-12);
        Oracle.Near(2 * (7 - 3), shap.Of(0)[0], 1e-12);
        Oracle.Near(-3 * (2 - 1), shap.Of(0)[1], 1e-12);
        Oracle.Near(10 + 14 - 6, shap.Answers[0], 1e-12);
    }

    [Fact]
    public void The_training_table_as_background_gives_the_same_values()
    {
        var model = new Standardize().Then(new PoissonRegression()).Fit(
            Numbers.With(Column.Of("y", Numbers.Column<double>("y").Values.ToArray().Select(Math.Exp).ToArray())), "y");

        var (own, by) = (model.Shap(Numbers), model.Shap(Numbers, new ShapOptions { Background = Numbers }));

        // Standardised means are 0 but for rounding, hence the floor.
        Assert.All(by.Values.Zip(own.Values), pair => Assert.InRange(pair.Second - pair.First, -1e-12, 1e-12));
        Oracle.Near(by.BaseValues[0], own.BaseValues[0], 1e-12);
        Assert.Equal(by.Answers, own.Answers);
    }

    [Fact]
    public void The_means_of_sparse_places_are_by_weight_as_well()
    {
        var text = Enumerable.Range(0, 60).Select(row => row % 3 == 0 ? "red apple" : row % 3 == 1 ? "green pear and apple" : "stone").ToArray();
        var rows = Numbers.Slice(0, 60).With(TextColumn.FromValues("note", text)).With(Column.Of("times", Enumerable.Range(0, 60).Select(row => row < 20 ? 2.0 : 1).ToArray()));
        var model = new TfIdf().Then(new Ridge()).Fit(rows, "y", new FitOptions { Weight = "times" });
        var repeated = rows.Take([.. Enumerable.Range(0, 20), .. Enumerable.Range(0, 60)]);

        var (own, by) = (LearnerCase.SaveAndLoad(model).Shap(rows), model.Shap(rows, new ShapOptions { Background = repeated }));

        Assert.All(by.Values.Zip(own.Values), pair => Assert.InRange(pair.Second - pair.First, -1e-12, 1e-12));
        ShapSums.AssertAddUp(own);
    }

    [Fact]
    public void A_model_that_learns_on_is_explained_around_the_means_of_all_its_rows()
    {
        var (first, more) = (Numbers.Slice(0, 150), Numbers.Slice(150, 50));
        var model = new SgdRegressor().Fit(first, "y").Continue(more);

        var (own, by) = (model.Shap(Numbers), model.Shap(Numbers, new ShapOptions { Background = Numbers }));

        Assert.All(by.Values.Zip(own.Values), pair => Assert.InRange(pair.Second - pair.First, -1e-12, 1e-12));
    }

    [Fact]
    public void Numbers_near_the_largest_keep_finite_means()
    {
        var rows = Table.Create(Column.Of("a", [1e308, 1.2e308, 1.4e308]), Column.Of("y", [1.0, 2, 3]));

        var model = LearnerCase.SaveAndLoad(new LinearRegression().Fit(rows, "y"));

        ShapSums.AssertAddUp(model.Shap(rows));
    }

    [Fact]
    public void Answers_behind_a_link_need_a_background()
    {
        var model = new LogisticRegression().Fit(ConformanceData.Numbers(100, classes: true), "y");

        var error = Assert.Throws<ArgumentException>(() => model.Shap(Numbers, new ShapOptions { Output = ShapOutput.Answer }));

        Assert.Equal(
            "The columns of a LogisticRegression add up to its margins, not to its answers, which the means of its training rows cannot explain. Give a Background, some 100 rows of the training " +
            "table, or ask for Output = Margin. (Parameter 'options')",
            error.Message);
    }

    [Fact]
    public void A_model_that_was_saved_without_means_says_what_to_do()
    {
        var models = Path.Combine(AppContext.BaseDirectory, "models", "v1");
        var model = Model.Load(Path.Combine(models, "linear-regression"));
        var rows = Table.ReadCsv(Path.Combine(models, "rows.csv"));

        var error = Assert.Throws<ArgumentException>(() => model.Shap(rows));

        Assert.Equal(
            "The LinearRegression was saved by an earlier version, which did not keep the means of its training rows: they stand for what is left out. Give a Background, some 100 rows of the " +
            "training table, or fit the model again. (Parameter 'options')",
            error.Message);
        ShapSums.AssertAddUp(model.Shap(rows, new ShapOptions { Background = rows }));
    }

    [Theory]
    [InlineData("training_weight", "weights.safetensors: 'training_weight' is not above 0. The file is damaged; save the model again.")]
    [InlineData("training_means", "weights.safetensors: item 0 of 'training_means' is not finite. The file is damaged; save the model again.")]
    public void Damaged_means_are_refused(string name, string expected)
    {
        var header = new ModelHeader(new Schema([new Field("a", ColumnType.Float64)]), "y", []);
        var arrays = new Dictionary<string, Array> { ["training_means"] = new[] { 1.0 }, ["training_weight"] = new[] { 1.0 } };
        arrays[name] = new[] { name == "training_means" ? double.NaN : 0 };

        var error = Assert.Throws<ModelFormatException>(() => TrainingMeans.Read(header, new ModelReader([], arrays)));

        Assert.Equal(expected, error.Message);
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

    [Fact]
    public void Any_number_of_threads_measures_the_same_means()
    {
        var rows = ConformanceData.Numbers(300, classes: true);

        var values = new[] { 1, 2, 7 }.Select(threads => new LinearDiscriminant().Fit(rows, "y", new FitOptions { MaxThreads = threads }).Shap(rows).Values).ToArray();

        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[0], values[2]);
    }
}
