using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Experiments, artifacts and the rest of the stores over HTTP.</summary>
public sealed class ClientStoreTests(RemoteTracker remote) : IClassFixture<RemoteTracker>
{
    [Fact]
    public void Experiments_are_made_renamed_tagged_deleted_and_restored()
    {
        var (experiments, name) = (remote.Store.Experiments, remote.NewName("experiment"));

        var id = experiments.CreateExperiment(name, null, [new("a", "b")]);
        var taken = Assert.Throws<TrackingException>(() => experiments.CreateExperiment(name, null, []));
        experiments.RenameExperiment(id, name + "2");
        experiments.SetExperimentTag(id, "c", "d");
        experiments.DeleteExperimentTag(id, "a");
        experiments.DeleteExperiment(id);
        var deleted = experiments.SearchExperiments(LifecycleView.Deleted, new SearchRequest { Filter = $"name = '{name}2'", OrderBy = ["name ASC"] }).Items.Single();
        experiments.RestoreExperiment(id);
        var restored = experiments.GetExperiment(id);

        Assert.Equal($"Experiment(name={name}) already exists.", taken.Message);
        Assert.Equal((true, false), (deleted.IsDeleted, restored.IsDeleted));
        Assert.Equal((name + "2", $"mlflow-artifacts:/{id}"), (restored.Name, restored.ArtifactLocation));
        Assert.Equal([new("c", "d")], restored.Tags);
        Assert.True(restored is { Created: > 0, Updated: > 0 });
        Assert.Null(experiments.FindExperiment(name));
        Assert.Equal("No Experiment with id=987654 exists", Assert.Throws<TrackingException>(() => experiments.GetExperiment(987654)).Message);
    }

    [Fact]
    public void Datasets_that_runs_read_are_found()
    {
        using var run = remote.Start();
        var dataset = new DatasetRecord("mortgages", "abc123", "local", "{\"uri\": \"file\"}", "{}", "{\"rows\": 3}");

        remote.Store.Runs.LogInputs(run.Id, [new DatasetInput(dataset, [new("mlflow.data.context", "training")])], []);

        var read = remote.Store.Runs.GetRun(run.Id).Datasets.Single();
        Assert.Equal(dataset, read.Dataset);
        Assert.Equal([new("mlflow.data.context", "training")], read.Tags);
        Assert.Equal(new DatasetSummary(run.ExperimentId, "mortgages", "abc123", "training"), remote.Store.Experiments.SearchDatasets([run.ExperimentId]).Single());
    }

    [Fact]
    public void Runs_are_searched_deleted_and_restored()
    {
        using var run = remote.Start();
        run.Log("auc", 0.9);
        run.Tag("kind", "trees");
        run.Flush();
        var runs = remote.Store.Runs;

        var found = runs.SearchRuns(new RunSearch([run.ExperimentId], LifecycleView.Active, new SearchRequest { Filter = "metrics.auc > 0.5 AND tags.kind = 'trees'", OrderBy = ["metrics.auc DESC"] }));
        runs.DeleteTag(run.Id, "kind");
        runs.DeleteRun(run.Id);
        var refused = Assert.Throws<TrackingException>(() => run.Tag("a", "b"));
        runs.RestoreRun(run.Id);

        Assert.Equal([run.Id], found.Items.Select(item => item.Id));
        Assert.Equal($"The run {run.Id} must be in the 'active' state. Current state is deleted.", refused.Message);
        Assert.Equal($"No tag with name: kind in run with id {run.Id}", Assert.Throws<TrackingException>(() => runs.DeleteTag(run.Id, "kind")).Message);
        Assert.Equal(
            "Invalid filter", Assert.Throws<TrackingException>(() => runs.SearchRuns(new RunSearch([run.ExperimentId], LifecycleView.All, new SearchRequest { Filter = "   " }))).Message[..14]);
    }

    [Fact]
    public void Points_of_several_runs_are_sampled()
    {
        using var first = remote.Start();
        using var second = remote.Start();
        for (var step = 0; step < 1000; step++)
        {
            first.Log("loss", step, step);
        }

        second.Log("loss", 5, 999);
        first.Flush();
        second.Flush();

        var points = remote.Store.Runs.SampleMetric([first.Id, second.Id], "loss", (100, 999), 10);

        Assert.InRange(points.Count(point => point.RunId == first.Id), 10, 12);
        Assert.All(points, point => Assert.InRange(point.Point.Step, 100, 999));
        Assert.Equal(5, points.Single(point => point.RunId == second.Id).Point.Value);
    }

    [Fact]
    public void Artifact_reads_back_as_it_was()
    {
        using var run = remote.Start();
        run.Artifact(remote.NewFile("one"), "plots/roc curve 100% größe.json");
        run.Artifact(remote.NewFile("three"), "a.txt");
        run.Artifact(remote.NewFile("two"), "plots/roc curve 100% größe.json");
        run.Artifact(remote.NewFile(""), "empty");

        Assert.Equal([new("a.txt", 5), new("empty", 0), new("plots/roc curve 100% größe.json", 3)], remote.Tracker.Artifacts(run.Id));
        using var reader = new StreamReader(remote.Tracker.OpenArtifact(run.Id, "plots/roc curve 100% größe.json"));
        Assert.Equal("two", reader.ReadToEnd());
        Assert.Equal(
            $"Run {run.Id} has no artifact 'b.txt'. Did you mean 'a.txt'? It has: a.txt, empty, plots/roc curve 100% größe.json.",
            Assert.Throws<TrackingException>(() => remote.Tracker.OpenArtifact(run.Id, "b.txt")).Message);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b")]
    [InlineData("a//b")]
    public void Path_that_is_not_plain_is_refused_before_it_is_sent(string path)
    {
        using var run = remote.Start();

        Assert.StartsWith($"Artifact path '{path}'", Assert.Throws<TrackingException>(() => run.Artifact(remote.NewFile("x"), path)).Message, StringComparison.Ordinal);
        Assert.StartsWith($"Artifact path '{path}'", Assert.Throws<TrackingException>(() => remote.Tracker.OpenArtifact(run.Id, path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_file_goes_through_and_is_deleted()
    {
        var content = new byte[20_000_000];
        new Random(3).NextBytes(content);
        var artifacts = remote.Store.Artifacts;

        artifacts.Write("large/file.bin", stream => stream.Write(content));
        using (var read = artifacts.OpenRead("large/file.bin")!)
        using (var copy = new MemoryStream())
        {
            read.CopyTo(copy);
            Assert.True(content.AsSpan().SequenceEqual(copy.GetBuffer().AsSpan(0, (int)copy.Length)));
        }

        Assert.Equal(new StoredFile("large/file.bin", false, 20_000_000), artifacts.ListAll("large").Single());
        artifacts.Delete("large");
        Assert.Null(artifacts.OpenRead("large/file.bin"));
        Assert.Null(artifacts.LocalFolder("large"));
    }

    [Fact]
    public async Task Stream_is_written_as_a_file()
    {
        using var content = new MemoryStream([1, 2, 3]);

        await remote.Store.Artifacts.WriteAsync("streams/a b.bin", content, Test.Stop);

        Assert.Equal(3, remote.Store.Artifacts.List("streams").Single().Size);
    }

    [Fact]
    public void Server_is_no_place_for_another_server() =>
        Assert.Equal(
            "A server keeps its store in a folder or a database, but http://localhost:5000 is a server. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => { _ = CambiumServer.StartAsync(new ServerOptions { Store = "http://localhost:5000" }, Test.Stop); }).Message);
}
