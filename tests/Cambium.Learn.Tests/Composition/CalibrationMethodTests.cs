namespace Cambium.Learn.Tests;

public sealed class CalibrationMethodTests
{
    public static TheoryData<CalibrationMethod, int> MethodsAndClasses { get; } =
        new(Enum.GetValues<CalibrationMethod>().SelectMany(method => new[] { (method, 2), (method, 4) }));

    [Theory]
    [MemberData(nameof(MethodsAndClasses))]
    public void A_saved_model_answers_as_before_at_any_thread_count(CalibrationMethod method, int classes)
    {
        var table = LinearTables.Random(300, 3, classes);
        var recipe = new CalibratedClassifier { Base = new BoostedTreesClassifier { Trees = 10 }, Method = method };

        var model = recipe.Fit(table, "y", new FitOptions { MaxThreads = 1 });

        var loaded = LearnerCase.SaveAndLoad(model);
        var probabilities = model.PredictProbabilities(table);
        Assert.Equal(probabilities, ((ClassifierModel)loaded).PredictProbabilities(table));
        Assert.Equal(recipe, loaded.Recipe);
        Assert.All(probabilities.Chunk(classes), row => Assert.Equal(1, row.Sum(), 1e-12));
        foreach (var threads in new[] { 2, 7 })
        {
            Assert.Equal(probabilities, recipe.Fit(table, "y", new FitOptions { MaxThreads = threads }).PredictProbabilities(table));
        }
    }

    [Fact]
    public void A_temperature_never_changes_what_a_row_is_called()
    {
        var table = LinearTables.Random(400, 3, 4);
        var @base = new BoostedTreesClassifier { Trees = 20 };

        var model = new CalibratedClassifier { Base = @base, Method = CalibrationMethod.Temperature }.Fit(table, "y");

        var (plain, calibrated) = (@base.Fit(table, "y").Predict(table)["prediction"], model.Predict(table)["prediction"]);
        Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(plain.Format(row), calibrated.Format(row)));
    }

    [Theory]
    [InlineData(CalibrationMethod.Temperature, "temperature", new[] { 0.0 }, "the temperature is 0, expected a number from 0.001 to 1000")]
    [InlineData(CalibrationMethod.Temperature, "temperature", new[] { 1.0, 1 }, "'temperature' has 2 items, expected 1")]
    [InlineData(CalibrationMethod.Beta, "betas", new[] { 1.0, -1, 0 }, "a curve of 'betas' falls, expected first and second numbers of at least 0")]
    [InlineData(CalibrationMethod.Beta, "betas", new[] { 1.0, 1, double.NaN }, "item 2 of 'betas' is not finite")]
    public void A_damaged_curve_is_refused(CalibrationMethod method, string name, double[] numbers, string found)
    {
        var reader = new ModelReader([], new Dictionary<string, Array> { [name] = numbers });

        var error = Assert.Throws<ModelFormatException>(() => ClassCalibration.Read(method, reader, 2));

        Assert.Equal($"weights.safetensors: {found}. The file is damaged; save the model again.", error.Message);
    }
}
