using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SaveTests : IDisposable
{
    static readonly Table Rows = Table.Create(Column.Of("it's", [1L, 2]), Column.Of("day", new DateTime[2]), Column.Of("c", ["a", "b"]), Column.Of("y", [true, false]));

    readonly string _folder = Directory.CreateTempSubdirectory("cambium-save").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_manifest_is_in_MLflows_layout()
    {
        var time = new FixedTime(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero));

        new PriorClassifier().Fit(Rows, "y").Save(Path.Combine(_folder, "m"), time);

        var lines = File.ReadAllLines(Path.Combine(_folder, "m", "MLmodel"));
        Assert.Matches("^model_uuid: [0-9a-f]{32}$", lines[5]);
        lines[5] = "model_uuid: …";
        Assert.Equal(
            [
                "flavors:",
                "  cambium:",
                "    data: .",
                "    kind: prior-classifier",
                "    version: 0.1.0",
                "model_uuid: …",
                "signature:",
                """  inputs: '[{"type":"long","name":"it\u0027s","required":true},{"type":"datetime","name":"day","required":true},{"type":"string","name":"c","required":true}]'""",
                """  outputs: '[{"type":"string","name":"prediction","required":true},{"type":"double","name":"probability_false","required":true},{"type":"double","name":"probability_true","required":true}]'""",
                "  params: null",
                "utc_time_created: '2026-03-04 05:06:07.089000'",
            ],
            lines);
    }

    [Fact]
    public void Saving_at_the_same_time_gives_the_same_bytes()
    {
        var time = new FixedTime(DateTimeOffset.UnixEpoch);
        var model = new PriorClassifier().Fit(Rows, "y");

        model.Save(Path.Combine(_folder, "one"), time);
        model.Save(Path.Combine(_folder, "two"), time);

        foreach (var file in new[] { "MLmodel", "model.json", "weights.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "one", file)), File.ReadAllBytes(Path.Combine(_folder, "two", file)));
        }
    }

    [Fact]
    public void A_model_is_replaced_whole_and_nothing_else_is_left_beside_it()
    {
        var path = Path.Combine(_folder, "deep", "er", "m");
        new PriorClassifier().Fit(Rows, "y").Save(path);

        new MeanRegressor().Fit(Rows, "it's").Save(path + Path.DirectorySeparatorChar);

        Assert.IsType<MeanRegressorModel>(Model.Load(path));
        Assert.Equal(["m"], Directory.GetFileSystemEntries(Path.Combine(_folder, "deep", "er")).Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_folder_becomes_the_model()
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;

        new MeanRegressor().Fit(Rows, "it's").Save(path);

        Assert.IsType<MeanRegressorModel>(Model.Load(path));
    }

    [Fact]
    public void A_folder_with_other_files_is_not_replaced()
    {
        File.WriteAllText(Path.Combine(_folder, "thesis.txt"), "years of work");

        var error = Assert.Throws<IOException>(() => new MeanRegressor().Fit(Rows, "it's").Save(_folder));

        Assert.Equal($"The folder '{_folder}' holds 'thesis.txt', which is no part of a model; saving would delete it. Name another folder.", error.Message);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_is_not_replaced()
    {
        var path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "");

        var error = Assert.Throws<IOException>(() => new MeanRegressor().Fit(Rows, "it's").Save(path));

        Assert.Equal($"'{path}' is a file; a model is saved as a folder. Name another place.", error.Message);
    }

    sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
