namespace Cambium.Tracking.Tests;

public sealed class ArtifactTests : IDisposable
{
    readonly StoreFolder _folder = new();
    readonly Tracker _tracker;
    readonly Run _run;

    public ArtifactTests()
    {
        _tracker = Tracker.Open(_folder.File("store"));
        _run = _tracker.Start("mortgages", "trees");
    }

    public void Dispose()
    {
        _run.Dispose();
        _tracker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Artifact_reads_back_as_it_was()
    {
        _run.Artifact(Source("one"), "plots/roc.json");
        _run.Artifact(Source("three"), "a.txt");
        _run.Artifact(Source("two"), "plots/roc.json");

        Assert.Equal([new("a.txt", 5), new("plots/roc.json", 3)], _tracker.Artifacts(_run.Id));
        using var reader = new StreamReader(_tracker.OpenArtifact(_run.Id, "plots/roc.json"));
        Assert.Equal("two", reader.ReadToEnd());
    }

    [Fact]
    public void Run_without_artifacts_lists_none()
    {
        Assert.Empty(_tracker.Artifacts(_run.Id));
        Assert.Equal(
            $"Run {_run.Id} has no artifact 'a.txt'. It has: none.",
            Assert.Throws<TrackingException>(() => _tracker.OpenArtifact(_run.Id, "a.txt")).Message);
    }

    [Fact]
    public void Misspelt_artifact_is_refused_with_the_nearest_spelling()
    {
        _run.Artifact(Source("one"), "report.txt");

        Assert.Equal(
            $"Run {_run.Id} has no artifact 'raport.txt'. Did you mean 'report.txt'? It has: report.txt.",
            Assert.Throws<TrackingException>(() => _tracker.OpenArtifact(_run.Id, "raport.txt")).Message);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("/etc/passwd", "is absolute")]
    [InlineData("C:/windows", "is absolute")]
    [InlineData("../x", "has a '.' or '..' segment")]
    [InlineData("a/../../x", "has a '.' or '..' segment")]
    [InlineData("./a", "has a '.' or '..' segment")]
    [InlineData("a//b", "has an empty segment")]
    [InlineData("a/", "has an empty segment")]
    [InlineData("a\\b", "holds a backslash")]
    [InlineData("a\0b", "holds a control character")]
    public void Path_that_is_not_plain_is_refused_for_reading_and_writing(string path, string problem)
    {
        var expected = $"Artifact path '{path.Replace('\0', '?')}' {problem}. Give a path below the run's artifact folder, such as 'plots/roc.json'.";

        Assert.Equal(expected, Assert.Throws<TrackingException>(() => _run.Artifact(Source("x"), path)).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => _tracker.OpenArtifact(_run.Id, path)).Message);
        Assert.Empty(_tracker.Artifacts(_run.Id));
    }

    [Fact]
    public void Path_has_a_longest_length()
    {
        foreach (var letter in "aü語")
        {
            var bytes = System.Text.Encoding.UTF8.GetByteCount([letter]);
            var (segment, half) = (new string(letter, 255 / bytes), new string(letter, 240 / bytes));
            _run.Artifact(Source("x"), segment);

            Assert.Contains("is longer than 1000 bytes", Refusal($"{half}/{half}/{half}/{half}/{half}"), StringComparison.Ordinal);
            Assert.Contains("has a segment longer than 255 bytes", Refusal(segment + letter), StringComparison.Ordinal);
        }

        string Refusal(string path) => Assert.Throws<TrackingException>(() => _run.Artifact(Source("x"), path)).Message;
    }

    [Theory]
    [InlineData("link")]
    [InlineData("link/secret.txt")]
    public void Link_is_never_followed(string path)
    {
        _run.Artifact(Source("x"), "real.txt");
        var outside = Directory.CreateDirectory(_folder.File("outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "secret.txt"), "secret");
        Directory.CreateSymbolicLink(_folder.File($"store/artifacts/{_run.ExperimentId}/{_run.Id}/artifacts/link"), outside);

        var expected = $"Artifact path '{_run.ExperimentId}/{_run.Id}/artifacts/{path}' goes through a link, which may leave the folder of artifacts. "
            + "Replace the link by what it points at.";
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => _tracker.OpenArtifact(_run.Id, path)).Message);
        Assert.Equal(expected, Assert.Throws<TrackingException>(() => _run.Artifact(Source("x"), path)).Message);
        Assert.Equal(["real.txt"], _tracker.Artifacts(_run.Id).Select(artifact => artifact.Path));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(outside, "secret.txt")));
    }

    [Fact]
    public void Folder_is_not_replaced_by_a_file()
    {
        _run.Artifact(Source("x"), "plots/roc.json");

        Assert.Equal(
            $"Artifact path '{_run.ExperimentId}/{_run.Id}/artifacts/plots' is a folder. Give another path.",
            Assert.Throws<TrackingException>(() => _run.Artifact(Source("x"), "plots")).Message);
    }

    [Fact]
    public void File_is_not_used_as_a_folder()
    {
        _run.Artifact(Source("x"), "plots");

        Assert.Equal(
            $"Artifact path '{_run.ExperimentId}/{_run.Id}/artifacts/plots/roc.json' goes through a file. Give another path.",
            Assert.Throws<TrackingException>(() => _run.Artifact(Source("x"), "plots/roc.json")).Message);
    }

    [Fact]
    public void Folder_of_the_model_is_kept_for_the_model() =>
        Assert.Equal(
            "Artifact path 'model/MLmodel' lies in the folder of the run's model, which only Log(model) writes. Give another path.",
            Assert.Throws<TrackingException>(() => _run.Artifact(Source("x"), "model/MLmodel")).Message);

    [Fact]
    public void File_that_is_not_there_is_refused() =>
        Assert.Throws<FileNotFoundException>(() => _run.Artifact(_folder.File("nothing"), "a.txt"));

    [Fact]
    public void Write_that_fails_leaves_nothing_behind()
    {
        var artifacts = new FolderArtifactStore(_folder.File("store/artifacts"), _folder.File("store/unfinished"), TimeProvider.System);

        Assert.Throws<InvalidOperationException>(() => artifacts.Write("1/a.txt", stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));

        Assert.Empty(_tracker.Artifacts(_run.Id));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("store/unfinished")));
    }

    [Fact]
    public void File_that_a_killed_process_left_is_removed_after_a_day()
    {
        var clock = new SteppedClock();
        foreach (var (name, age) in new[] { ("old", 25), ("young", 23) })
        {
            File.WriteAllText(_folder.File($"store/unfinished/{name}"), "x");
            File.SetLastWriteTimeUtc(_folder.File($"store/unfinished/{name}"), clock.GetUtcNow().UtcDateTime.AddHours(-age));
        }

        Tracker.Open(_tracker.Place, clock).Dispose();

        Assert.Equal(["young"], Directory.EnumerateFiles(_folder.File("store/unfinished")).Select(Path.GetFileName));
    }

    string Source(string text)
    {
        var file = _folder.File("source.txt");
        File.WriteAllText(file, text);
        return file;
    }
}
