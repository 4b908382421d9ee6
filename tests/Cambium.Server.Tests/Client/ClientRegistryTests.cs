using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The registry over HTTP.</summary>
public sealed class ClientRegistryTests(RemoteTracker remote) : IClassFixture<RemoteTracker>
{
    [Fact]
    public void Version_refers_to_the_model_that_its_run_saved_and_can_be_fetched()
    {
        using var run = remote.RunWithModel();
        var name = remote.NewName("model");

        var version = remote.Tracker.Register(name, run.Id);
        var folder = remote.Tracker.FetchModel(version);

        Assert.Equal((name, 1, run.Id), (version.Name, version.Version, version.RunId));
        Assert.Equal($"mlflow-artifacts:/{run.ExperimentId}/{run.Id}/artifacts/model", version.Source);
        Assert.Equal("flavors:", File.ReadAllText(Path.Combine(folder, "MLmodel")));
        Assert.Equal("0123", File.ReadAllText(Path.Combine(folder, "deep", "größe 1.txt")));
        Assert.Equal(folder, remote.Tracker.FetchModel(remote.Tracker.FindVersion(name)));
        Assert.Equal(run.Id, remote.Tracker.RunOf(version)!.Id);
        Assert.Empty(version.Aliases);
    }

    [Fact]
    public void Model_without_a_run_that_saved_one_cannot_be_registered()
    {
        using var run = remote.Start();
        var name = remote.NewName("model");

        Assert.Equal(
            $"Run {run.Id} saved no model, so it cannot be registered as '{name}'. Log the model to the run first.",
            Assert.Throws<TrackingException>(() => remote.Tracker.Register(name, run.Id)).Message);
        Assert.DoesNotContain(name, remote.Tracker.Models().Select(model => model.Name));
    }

    [Fact]
    public void Trackers_that_register_at_once_get_different_versions()
    {
        using var run = remote.RunWithModel();
        var name = remote.NewName("model");
        using var other = remote.Open();

        var versions = Enumerable.Range(0, 20).AsParallel().WithDegreeOfParallelism(4).Select(i => (i % 2 == 0 ? remote.Tracker : other).Register(name, run.Id).Version).ToList();

        Assert.Equal(Enumerable.Range(1, 20), versions.Order());
        Assert.Equal(Enumerable.Range(1, 20).Reverse(), remote.Tracker.FindModel(name).Versions.Select(version => version.Version));
    }

    [Fact]
    public void Reference_finds_its_version()
    {
        using var run = remote.RunWithModel();
        var name = remote.NewName("model");
        for (var i = 0; i < 3; i++)
        {
            remote.Tracker.Register(name, run.Id);
        }

        remote.Tracker.SetAlias(name, "champion", 1);
        remote.Tracker.SetAlias(name, "b-2_ü", 1);
        remote.Tracker.SetAlias(name, "champion", 2);

        Assert.Equal(
            [1, 2, 2, 2, 3, 1],
            new[] { $"{name}/1", $"models:/{name}/2", $"{name}@champion", name, $"{name}@latest", $"models:/{name}@b-2_ü" }.Select(text => remote.Tracker.FindVersion(text).Version));
        Assert.Equal($"Model '{name}' has no version '7'. It has: 3, 2, 1.", Assert.Throws<TrackingException>(() => remote.Tracker.FindVersion($"{name}/7")).Message);
        Assert.Equal(
            $"Model '{name}' has no alias 'champoin'. Did you mean 'champion'? It has: b-2_ü, champion.",
            Assert.Throws<TrackingException>(() => remote.Tracker.FindVersion($"{name}@champoin")).Message);
        Assert.Equal(TrackingErrorCode.ResourceDoesNotExist, Assert.Throws<TrackingException>(() => remote.Tracker.FindModel("nothing of that name")).Code);
    }

    [Fact]
    public void Models_are_described_renamed_moved_tagged_and_deleted()
    {
        using var run = remote.RunWithModel();
        var (models, name) = (remote.Store.Models, remote.NewName("model"));
        models.CreateModel(name, "What it is.", [new("team", "blue")]);
        var version = models.CreateVersion(name, new NewVersion($"mlflow-artifacts:/{run.ExperimentId}/{run.Id}/artifacts/model", run.Id, "http://link", "First.", null, [new("a", "b")]));

        Assert.Equal("Other.", models.DescribeModel(name, "Other.").Description);
        Assert.Equal("Second.", models.DescribeVersion(name, 1, "Second.").Description);
        Assert.Equal("Staging", models.MoveToStage(name, 1, "staging", false).Stage);
        models.SetModelTag(name, "team", "red");
        models.SetVersionTag(name, 1, "c", "d");
        models.DeleteVersionTag(name, 1, "a");
        models.SetAlias(name, "champion", 1);
        var renamed = models.RenameModel(name, name + "2");
        var moved = models.GetVersionByAlias(name + "2", "champion");

        Assert.Equal(("http://link", "First."), (version.RunLink, version.Description));
        Assert.Equal((name + "2", "red"), (renamed.Name, renamed.Tags.Single().Value));
        Assert.Equal(("Staging", "Second.", "d"), (moved.Stage, moved.Description, moved.Tags.Single(tag => tag.Key == "c").Value));
        Assert.DoesNotContain("a", moved.Tags.Select(tag => tag.Key));
        Assert.Equal([1], models.LatestVersions(name + "2", ["Staging"]).Select(latest => latest.Version));
        Assert.Equal(1, models.SearchVersions(new SearchRequest { Filter = $"name = '{name}2'", OrderBy = ["version_number DESC"] }).Items.Single().Version);
        models.DeleteAlias(name + "2", "champion");
        models.DeleteModelTag(name + "2", "team");
        models.DeleteVersion(name + "2", 1);
        Assert.Equal($"Model Version (name={name}2, version=1) not found", Assert.Throws<TrackingException>(() => models.GetVersion(name + "2", 1)).Message);
        models.DeleteModel(name + "2");
        Assert.Equal($"Registered Model with name={name}2 not found", Assert.Throws<TrackingException>(() => models.GetModel(name + "2")).Message);
    }

    [Fact]
    public void Version_that_refers_to_a_logged_model_is_fetched_from_there()
    {
        using var run = remote.Start();
        var (store, name) = (remote.Store, remote.NewName("model"));
        var logged = store.LoggedModels.CreateLoggedModel(new NewLoggedModel(run.ExperimentId, "trees", "sklearn", run.Id, [new("depth", "3")], []));
        store.Artifacts.Write($"{ArtifactUri.PathOf(logged.ArtifactUri)}/MLmodel", stream => stream.Write("flavors:"u8));
        store.LoggedModels.FinalizeLoggedModel(logged.Id, LoggedModelStatus.Ready);
        store.Models.CreateModel(name, null, []);
        store.Models.CreateVersion(name, new NewVersion($"models:/{logged.Id}", null, null, null, logged.Id, []));

        var version = remote.Tracker.FindVersion(name);

        Assert.Equal("flavors:", File.ReadAllText(Path.Combine(remote.Tracker.FetchModel(version), "MLmodel")));
        Assert.Equal(LoggedModelStatus.Ready, store.LoggedModels.GetLoggedModel(logged.Id).Status);
    }

    [Fact]
    public void Logged_models_are_made_tagged_searched_and_deleted()
    {
        using var run = remote.Start();
        var models = remote.Store.LoggedModels;
        KeyValuePair<string, string>[] many = [.. Enumerable.Range(0, 250).Select(i => KeyValuePair.Create($"p{i:000}", $"{i}"))];

        var made = models.CreateLoggedModel(new NewLoggedModel(run.ExperimentId, "trees", null, run.Id, many, [new("a", "b")]));
        models.SetLoggedModelTags(made.Id, [new("c", "d")]);
        models.DeleteLoggedModelTag(made.Id, "a");
        remote.Store.Runs.Log(run.Id, new RunBatch { Metrics = [new MetricValue("auc", 0.9, 1, 2) { ModelId = made.Id }] });
        remote.Store.Runs.LogOutputs(run.Id, [new ModelOutput(made.Id, 7)]);
        var found = models.SearchLoggedModels(new LoggedModelSearch([run.ExperimentId], [], [new LoggedModelOrder("metrics.auc", false, null, null)], new SearchRequest { Filter = "metrics.auc > 0.5", MaxResults = 10 })).Items.Single();

        Assert.Equal(made.Id, found.Id);
        Assert.Equal(250, found.Parameters.Count);
        Assert.Equal("d", found.Tags.Single(tag => tag.Key == "c").Value);
        Assert.Equal((run.Id, 0.9), (found.Metrics.Single().RunId, found.Metrics.Single().Point.Value));
        Assert.Equal(new ModelOutput(made.Id, 7), remote.Store.Runs.GetRun(run.Id).ModelOutputs.Single());
        models.DeleteLoggedModel(made.Id);
        Assert.Equal(TrackingErrorCode.ResourceDoesNotExist, Assert.Throws<TrackingException>(() => models.GetLoggedModel(made.Id)).Code);
    }
}
