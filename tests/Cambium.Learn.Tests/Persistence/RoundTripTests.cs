using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class RoundTripTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-model").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_saved_pipeline_answers_as_before()
    {
        var table = Table.Create(Column.Of("x", [1.0, double.NaN, 3]), Column.Of("it's", ["a", "b", null]), Column.Of("y", [true, false, true]));
        var model = new TransformPipeline().Then(new PriorClassifier()).Fit(table, "y");

        model.Save(Path.Combine(_folder, "m"));
        model.Save(Path.Combine(_folder, "m"));
        var loaded = Assert.IsType<ClassifierPipelineModel>(Model.Load(Path.Combine(_folder, "m")));

        Assert.Equal(model.PredictProbabilities(table), loaded.PredictProbabilities(table));
        Assert.Equal(model.Recipe, loaded.Recipe);
        Assert.Equal(model.Input, loaded.Input);
        Assert.Equal(["false", "true"], loaded.Classes);
        Assert.Equal(["m"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }
}
